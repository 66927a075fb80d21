import type { StackMode, Tenant, ZoneCode } from "../tenant.ts";

type Modes = Pick<Tenant, "mode" | "zones">;

/** The zone that has no IPv4 whatever the tenant's mode (V6O-01, NET-01). */
const V6_ONLY_ZONE: ZoneCode = "v6only";

/** Address families of a tenant's zone: those of the tenant, but for `v6only` and for zones that it took IPv4 from. */
export function modeIn({ mode, zones }: Modes, zone: ZoneCode): StackMode {
  return zone === V6_ONLY_ZONE ? "v6-only" : (zones.find(({ code }) => code === zone)?.mode ?? mode);
}

/** True when the networks of a tenant's zone carry IPv4 beside IPv6. */
export function hasIpv4In(tenant: Modes, zone: ZoneCode): boolean {
  return modeIn(tenant, zone) !== "v6-only";
}

import type { ZoneCode } from "./province.ts";
import type { StackMode, Tenant } from "./tenant.ts";

/** The zone that has no IPv4 whatever the tenant's mode (V6O-01, NET-01). */
export const V6_ONLY_ZONE: ZoneCode = "v6only";

/** Address families of a tenant's zone: those of the tenant, but for the zone `v6only`. */
export function modeIn({ mode }: Pick<Tenant, "mode">, zone: ZoneCode): StackMode {
  return zone === V6_ONLY_ZONE ? "v6-only" : mode;
}

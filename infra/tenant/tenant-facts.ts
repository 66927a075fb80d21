import { zonePlanOf } from "../../address-plan/plan-of.ts";
import type { SitePlan, SubnetPlan, ZonePlan } from "../../address-plan/plan.ts";
import { serverAddressesOf } from "../../address-plan/prefixes/interface-id.ts";
import { formatBoth } from "../../address-plan/prefixes/prefix.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import type { Province } from "../../model/province.ts";
import type { StackMode, Tenant, TenantServer } from "../../model/tenant.ts";
import { hasIpv4In, modeIn } from "../../model/tenants/zone-mode.ts";
import type { Repository } from "../repository/repository.ts";

/** What the addresses of tenants follow from. */
export type Addressing = Pick<Repository, "province" | "plan">;

/** All zones of the catalogue at a site, by nibble. */
export function zonePlansOf({ zones }: Province, site: SitePlan): ZonePlan[] {
  return Object.values(zones)
    .toSorted((a, b) => a.nibble - b.nibble)
    .map(({ code, nibble }) => zonePlanOf(site, code, nibble));
}

/**
 * The prefixes of a zone of an agency.
 * @throws Error when the plan has none for the agency, or the catalogue no such zone.
 */
export function zonePlanIn({ province, plan }: Addressing, agency: string, zone: string): ZonePlan {
  const site = plan.sites[agency];
  const nibble = province.zones[zone]?.nibble;
  if (site === undefined || nibble === undefined) throw new Error(`no addresses for zone ${zone} of agency ${agency}`);
  return zonePlanOf(site, zone, nibble);
}

/** The subnet that the servers of an agency's zone are in: its first one, further ones are for growth. Throws as above. */
export function serverSubnetIn(addressing: Addressing, agency: string, zone: string): SubnetPlan {
  return subnetPlanOf(zonePlanIn(addressing, agency, zone), 0);
}

/**
 * The replicas of a server, from 1, with the addresses that the plan holds for them: of both families, also where the
 * zone does without IPv4.
 * @throws Error when a host number lies outside the planned range of the subnet.
 */
export function replicasIn(
  subnet: SubnetPlan,
  { replicas, host }: Pick<TenantServer, "replicas" | "host">,
): { number: number; ipv6: string; ipv4: string }[] {
  return Array.from({ length: replicas }, (_, index) => ({
    number: index + 1,
    ...formatBoth(serverAddressesOf(subnet, host + index)),
  }));
}

/**
 * True when a server of a zone has IPv4: always in `dual`, never in `v6-only`; in `v6-preferred` where it was `given` an
 * address.
 */
export function serverHasIpv4(tenant: Tenant, zone: string, given: string | undefined): boolean {
  return hasIpv4In(tenant, zone) && (given !== undefined || modeIn(tenant, zone) === "dual");
}

/** Whom hosts ask: those without IPv4 ask resolvers that know the way to it, where the province has some (V6O-02). */
export function resolversIn(
  { environment: { resolvers, nat64 } }: Province,
  mode: StackMode,
): Province["environment"]["resolvers"] {
  return mode === "v6-only" && nat64 !== undefined ? { ipv4: resolvers.ipv4, ipv6: nat64.dns64Servers } : resolvers;
}

/** IPv6 resolvers of a tenant's servers without IPv4; undefined where they ask as the others do, or are none. */
export function v6OnlyResolvers(province: Province, tenant: Tenant): readonly string[] | undefined {
  if (province.environment.nat64 === undefined || tenant.mode === "v6-only") return undefined;
  const some = tenant.servers.some(({ zone }) => !hasIpv4In(tenant, zone));
  return some ? resolversIn(province, "v6-only").ipv6 : undefined;
}

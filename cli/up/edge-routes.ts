import { zonePlanOf } from "../../address-plan/plan-of.ts";
import type { PlatformTenant } from "../../infra/platform/platform-outputs.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { compare } from "../../model/order.ts";

/** One line of the edge's route table. */
export interface EdgeRoute {
  destination: string;
  via: string;
}

/**
 * The edge's routes to tenants: each zone that a tenant has, in each family, by the tenant's router. Sorted; a family
 * that a router has no address of is left out.
 */
export function edgeRoutes(repository: Repository, tenants: Record<string, PlatformTenant>): EdgeRoute[] {
  return Object.entries(tenants)
    .flatMap(([code, { routerAddresses }]) => {
      const site = repository.plan.sites[code];
      if (site === undefined) return [];
      return (repository.tenants[code]?.zones ?? []).flatMap((zone) => {
        const nibble = repository.province.zones[zone.code]?.nibble;
        if (nibble === undefined) return [];
        const { ipv4, ipv6 } = zonePlanOf(site, zone.code, nibble);
        return [
          ...(routerAddresses.ipv4 === undefined ? [] : [{ destination: ipv4, via: routerAddresses.ipv4 }]),
          ...(routerAddresses.ipv6 === undefined ? [] : [{ destination: ipv6, via: routerAddresses.ipv6 }]),
        ];
      });
    })
    .toSorted((a, b) => compare(a.destination, b.destination));
}

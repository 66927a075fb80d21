import { formatBoth } from "../../address-plan/prefixes/prefix.ts";
import type { ProjectOutputs } from "../../infra/project/project-outputs.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { zonePlanIn } from "../../infra/tenant/tenant-facts.ts";
import { compare } from "../../model/order.ts";

/** One line of the edge's route table. */
export interface EdgeRoute {
  destination: string;
  via: string;
}

/**
 * The edge's routes to tenants: each zone that a tenant has, in each family, by the tenant's router. Sorted; a family
 * that a router has no address of is left out.
 *
 * @param projects outputs of the agencies' projects, by agency code
 */
export function edgeRoutes(
  repository: Repository,
  projects: Record<string, Pick<ProjectOutputs, "routerAddresses">>,
): EdgeRoute[] {
  return Object.entries(projects)
    .flatMap(([agency, { routerAddresses }]) =>
      (repository.tenants[agency]?.zones ?? []).flatMap(({ code }) => {
        const { ipv4, ipv6 } = formatBoth(zonePlanIn(repository, agency, code));
        return [
          ...(routerAddresses.ipv4 === undefined ? [] : [{ destination: ipv4, via: routerAddresses.ipv4 }]),
          ...(routerAddresses.ipv6 === undefined ? [] : [{ destination: ipv6, via: routerAddresses.ipv6 }]),
        ];
      }),
    )
    .toSorted((a, b) => compare(a.destination, b.destination));
}

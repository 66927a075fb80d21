import type { PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { familiesOf, listSubnets, type Family } from "../../resources/network-families.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { isV6Only } from "../../resources/zones.ts";
import { nameOf, violation } from "../../violation.ts";
import { attachmentsOf, type Attachments } from "./attachments.ts";

/** RTR-01. A network that has no subnet of the other family at all is NET-01's finding. */
export const routerBothFamilies: StackPolicy = {
  id: "RTR-01",
  slug: "router-both-families",
  title: "A router routes both families of each network",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  serves: ["R1-01"],
  source: [
    "Neutron API: a router interface attaches one subnet",
    "RFC 6724 (an address without a route delays connections)",
  ],
  why: "A subnet that no router serves has addresses that lead nowhere. Hosts then try IPv6 first and wait for it to time out.",
  fix: "add a RouterInterface for the subnet of the missing family, or use TenantRouter",
  check(resources, context) {
    const graph = graphOf(resources);
    return attachmentsOf(graph).flatMap((attachments) =>
      attachments.complete ? checkRouter(attachments, graph, context) : [],
    );
  },
};

function checkRouter({ subject, subnets }: Attachments, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const networks = new Set([...subnets].flatMap((subnet) => resourceOf(graph.networkOf(subnet)) ?? []));
  return [...networks].flatMap((network) => {
    const all = familiesOf(network, graph).subnets;
    const attached = (family: Family) => all[family].filter((subnet) => subnets.has(subnet));
    const faults: Violation[] = [];
    const judge = (present: Family, missing: Family) => {
      if (attached(present).length === 0 || all[missing].length === 0 || attached(missing).length > 0) return;
      faults.push(
        violation(routerBothFamilies, subject, {
          found: `routes ${nameOf(network)} over IPv${present} only: ${listSubnets(attached(present))}`,
          wanted: `its IPv${missing} subnet ${listSubnets(all[missing])} attached too`,
          fix: `add a RouterInterface for Subnet "${all[missing][0]!.name}", or use TenantRouter`,
        }),
      );
    };
    judge(4, 6);
    if (!isV6Only(network, context)) judge(6, 4);
    return faults;
  });
}

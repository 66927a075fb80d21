import type { JudgedResource, PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { familiesOf, lacks, listSubnets, shownSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { NETWORK } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** NET-01. */
export const networkDualStack: StackPolicy = {
  id: "NET-01",
  slug: "network-dual-stack",
  title: "Every network has an IPv4 and an IPv6 subnet",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  serves: ["R1-01", "R1-43", "modelled on CV 273/BTTTT-CBĐTƯ"],
  source: ["RFC 4213 section 2 (dual stack)", "RFC 6177", "Neutron administration guide, IPv6"],
  why: "What stands on a network of one family speaks that family only. With both subnets from the first day, no system has to be moved later.",
  fix: "add a Subnet of the missing family to the network, or use DualStackNetwork",
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(NETWORK).flatMap((network) => checkNetwork(network, graph, context));
  },
};

function checkNetwork(network: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  // External networks are RTR-02's business: their families come from the uplinks.
  if (booleanOf(network.inputs["external"]) !== undefined && booleanOf(network.inputs["external"]) !== false) return [];
  const families = familiesOf(network, graph);
  const no4 = lacks(families, 4);
  const no6 = lacks(families, 6);
  if (isV6Only(network, context)) {
    if (families.subnets[4].length > 0) {
      return [
        violation(networkDualStack, network, {
          found: `has IPv4 subnets ${listSubnets(families.subnets[4])} in mode v6-only`,
          wanted: "only IPv6 subnets there",
          fix: "remove the IPv4 subnet",
        }),
      ];
    }
    if (!no6) return [];
    return [
      violation(networkDualStack, network, {
        found: "has no IPv6 subnet in mode v6-only",
        wanted: "at least one IPv6 subnet",
        fix: "add a Subnet with ipVersion 6 and a /64 of the plan",
      }),
    ];
  }
  const ipv4Wanted = context.mode !== "v6-preferred";
  if (no6 && no4) {
    return [violation(networkDualStack, network, { found: "has no subnet", wanted: "at least one of each family" })];
  }
  if (no6) {
    return [
      violation(networkDualStack, network, {
        found: {
          en: `has IPv4 subnets only: ${shownSubnets(families, 4).en}`,
          vi: `chỉ có mạng con IPv4: ${shownSubnets(families, 4).vi}`,
        },
        wanted: "at least one IPv6 subnet beside them",
        fix: "add a Subnet with ipVersion 6 and a /64 of the plan to the network, or use DualStackNetwork",
      }),
    ];
  }
  if (no4 && ipv4Wanted && families.subnets[6].length > 0) {
    return [
      violation(networkDualStack, network, {
        found: `has IPv6 subnets only: ${listSubnets(families.subnets[6])}`,
        wanted: "at least one IPv4 subnet beside them while the mode is not v6-only",
        fix: "add a Subnet with ipVersion 4, or set the tenant's mode to v6-only",
      }),
    ];
  }
  return [];
}

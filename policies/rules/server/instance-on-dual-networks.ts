import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { familiesOf, lacks, listSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { attachedTo, networkEntries } from "../../resources/server-networks.ts";
import { INSTANCE } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { nameOf, violation } from "../../violation.ts";

/** CMP-01. */
export const instanceOnDualNetworks: StackPolicy = {
  id: "CMP-01",
  slug: "instance-on-dual-networks",
  title: "A server stands on named dual-stack networks",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  serves: ["R1-43", "R1-38"],
  source: [
    "Neutron administration guide, IPv6: a port gets addresses of its network's subnets only",
    "Nova API guide, server networks: auto lets the service choose",
  ],
  why: "A server on an IPv4-only network can't be reached over IPv6 whatever runs on it. Where Nova chooses the network, nobody has said which families it has.",
  fix: "attach the server by a port, or by the uuid of a network with both families",
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(INSTANCE).flatMap((server) => {
      const faults = checkServer(server, graph, context);
      return faults.length > 0 ? faults : checkAddress(server);
    });
  },
};

/** What came of it, once the server is there: networks made elsewhere do not show their families before. */
function checkAddress(server: JudgedResource): Violation[] {
  if (knownText(server.inputs["networkMode"]) === "none" || server.outputs?.["accessIpV6"] !== "") return [];
  return [
    violation(instanceOnDualNetworks, server, {
      found: "is there and has no IPv6 address (its accessIpV6 is empty)",
      wanted: "an IPv6 address on every server",
    }),
  ];
}

function checkServer(server: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const mode = knownText(server.inputs["networkMode"]);
  if (mode === "none") return [];
  if (mode === "auto") {
    return [
      violation(instanceOnDualNetworks, server, {
        found: "has networkMode auto",
        wanted: "its networks named",
        fix: "replace networkMode by networks with a port or uuid",
      }),
    ];
  }
  if (server.inputs["networks"] === UNKNOWN) return [];
  if (networkEntries(server).length === 0) {
    return [
      violation(instanceOnDualNetworks, server, {
        found: "names no network, so Nova chooses",
        wanted: "its networks named",
      }),
    ];
  }
  return [...attachedTo(server, graph).networks].flatMap((network) => {
    const families = familiesOf(network, graph);
    if (!lacks(families, 6) || families.subnets[4].length === 0) {
      const v4Missing = lacks(families, 4) && families.subnets[6].length > 0;
      if (!v4Missing || isV6Only(network, context) || context.mode === "v6-preferred") return [];
      const found = `stands on ${nameOf(network)}, which has only ${listSubnets(families.subnets[6])}`;
      return [
        violation(instanceOnDualNetworks, server, {
          found,
          wanted: "a network with both families while the mode is not v6-only",
        }),
      ];
    }
    const found = `stands on ${nameOf(network)}, which has only ${listSubnets(families.subnets[4])}`;
    return [violation(instanceOnDualNetworks, server, { found, wanted: "a network with an IPv6 subnet" })];
  });
}

import type { StackPolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { ipv6OfPort } from "../../resources/port-ipv6.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { PORT, ROUTER_INTERFACE } from "../../resources/types.ts";
import { nameOf, violation } from "../../violation.ts";

/** PRT-01. */
export const portHasV6: StackPolicy = {
  id: "PRT-01",
  slug: "port-has-v6",
  title: "Every port gets an IPv6 address",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  serves: ["R1-01", "R1-38"],
  source: [
    "Neutron administration guide, IPv6: SLAAC subnets give every port an address, DHCPv6-stateful ones only where asked",
  ],
  why: "A port that asks for its IPv4 subnet alone leaves its server without IPv6 on a network that has it, and nobody notices until IPv4 is switched off.",
  fix: "add a fixedIps entry with the network's IPv6 subnet, or leave fixedIps out",
  check(resources) {
    const graph = graphOf(resources);
    // A router takes one port for each family.
    const { by: legs } = graph.ownedBy(ROUTER_INTERFACE, "portId", PORT);
    return graph.all(PORT).flatMap((port) => {
      if (booleanOf(port.inputs["noFixedIp"]) === true || legs.has(port)) return [];
      const ipv6 = ipv6OfPort(port, graph);
      if (ipv6.has !== false) return [];
      const found = `asks for IPv4 only (${ipv6.ipv4}) on ${nameOf(ipv6.network)}, whose IPv6 subnet gives no address by itself`;
      return [violation(portHasV6, port, { found, wanted: "an IPv6 address on every port" })];
    });
  },
};

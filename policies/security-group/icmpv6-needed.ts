import { booleanOf, listOf } from "../inputs.ts";
import { UNKNOWN, type JudgedResource, type StackPolicy } from "../policy.ts";
import { graphOf, type ResourceGraph } from "../resource-graph.ts";
import { PORT, SEC_GROUP } from "../types.ts";
import { enumerate, violation } from "../violation.ts";
import { familiesOf } from "../network/families.ts";
import { ECHO_REQUEST, ERRORS, showIcmpv6Type } from "./icmpv6-types.ts";
import { rulesByGroup } from "./rules-by-group.ts";

/** SEC-05. */
export const icmpv6Needed: StackPolicy = {
  id: "SEC-05",
  slug: "icmpv6-needed",
  title: "ICMPv6 errors and echo requests come in on IPv6 networks",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory for stateful groups, where errors also pass as RELATED",
  serves: ["R1-12"],
  source: ["RFC 4890 section 4.3.1", "RFC 8201 (path MTU discovery needs type 2)"],
  fix: "add ingress rules with protocol ipv6-icmp for types 1 to 4 from ::/0 and 128 from the management zone, or use SecurityGroup",
  check(resources) {
    const graph = graphOf(resources);
    const { groups, loose } = rulesByGroup(graph);
    if (loose) return [];
    return [...groupsOnIpv6(graph)].flatMap((group) => {
      const { rules, complete } = groups.get(group) ?? { rules: [], complete: true };
      if (!complete) return [];
      const inbound = rules.filter((rule) => rule.direction === "ingress" && rule.family === 6);
      const open = inbound.some(
        (rule) => rule.protocol === "any" || (rule.protocol === "icmp" && rule.icmpType === undefined),
      );
      const admitted = new Set(inbound.flatMap((rule) => (rule.protocol === "icmp" ? (rule.icmpType ?? []) : [])));
      const missing = open ? [] : [...ERRORS, ECHO_REQUEST].filter((type) => !admitted.has(type));
      if (missing.length === 0) return [];
      const stateless = booleanOf(group.inputs["stateful"]) === false;
      const found = `${stateless ? "is stateless and " : ""}admits no ipv6-icmp type ${enumerate(missing.map(showIcmpv6Type))}`;
      const wanted = `ingress of ICMPv6 types ${enumerate([...ERRORS, ECHO_REQUEST].map(String))} on an IPv6 network`;
      // An echo request helps operators; without errors a stateless group breaks paths.
      const grave = stateless && missing.some((type) => ERRORS.includes(type));
      return [violation(icmpv6Needed, group, { found, wanted, ...(grave ? {} : { level: "advisory" as const }) })];
    });
  },
};

/** Groups of the stack that a port on a network with an IPv6 subnet uses. */
function groupsOnIpv6(graph: ResourceGraph): Set<JudgedResource> {
  const used = new Set<JudgedResource>();
  for (const port of graph.all(PORT)) {
    const network = graph.networkOf(port);
    if (network.kind !== "resource" || familiesOf(network.resource, graph).subnets[6].length === 0) continue;
    const ids = listOf(port.inputs["securityGroupIds"]);
    for (const group of graph.made(port, "securityGroupIds", SEC_GROUP)) used.add(group);
    if (ids === UNKNOWN) continue;
    for (const id of ids) {
      const group = graph.nestedLink(port, "securityGroupIds", id, SEC_GROUP);
      if (group.kind === "resource") used.add(group.resource);
    }
  }
  return used;
}

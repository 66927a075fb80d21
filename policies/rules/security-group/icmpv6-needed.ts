import type { JudgedResource, StackPolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { familiesOf } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { company, groupsTogether } from "../../resources/security-group/groups-together.ts";
import { ECHO_REQUEST, ERRORS, showIcmpv6Type } from "../../resources/security-group/icmpv6-types.ts";
import { remoteInput } from "../../resources/security-group/remote.ts";
import type { Rule } from "../../resources/security-group/rule.ts";
import { rulesByGroup } from "../../resources/security-group/rules-by-group.ts";
import { networksByName } from "../../resources/server-networks.ts";
import { INSTANCE } from "../../resources/types.ts";
import { enumerate, violation } from "../../violation.ts";

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
  why: "IPv6 routers do not fragment: without Packet Too Big large answers vanish while small ones pass, which is the hardest of faults to find.",
  fix: "add ingress rules with protocol ipv6-icmp for types 1 to 4 from ::/0 and 128 from the management zone, or use SecurityGroup",
  check(resources) {
    const graph = graphOf(resources);
    const onIpv6 = (bearer: JudgedResource): boolean => isOnIpv6(bearer, graph);
    return groupsTogether(graph, rulesByGroup(graph), onIpv6).flatMap((together) => {
      const { rules, complete } = together;
      const [group] = together.groups;
      if (!complete || group === undefined) return [];
      const inbound = rules.filter((rule) => rule.direction === "ingress" && rule.family === 6);
      const missing = [...ERRORS, ECHO_REQUEST].filter((type) => !inbound.some((rule) => admits(rule, type)));
      if (missing.length === 0) return [];
      const stateless = together.groups.some(({ inputs }) => booleanOf(inputs["stateful"]) === false);
      const found = `${stateless ? "is stateless and " : ""}admits${company(together)} no ipv6-icmp type ${enumerate(missing.map(showIcmpv6Type))}`;
      const wanted = `ingress of ICMPv6 types ${enumerate([...ERRORS, ECHO_REQUEST].map(String))} on an IPv6 network`;
      // An echo request helps operators; without errors a stateless group breaks paths.
      const grave = stateless && missing.some((type) => ERRORS.includes(type));
      return [violation(icmpv6Needed, group, { found, wanted, ...(grave ? {} : { level: "advisory" as const }) })];
    });
  },
};

/** Errors come from routers on the way, which are in no security group; who asks for an echo may be in one. */
function admits(rule: Rule, type: number): boolean {
  if (rule.protocol !== "any" && !(rule.protocol === "icmp" && (rule.icmpType ?? type) === type)) return false;
  return type === ECHO_REQUEST || remoteInput(rule.resource) !== "remoteGroupId";
}

/** True for a port or server on a network that surely has IPv6. */
function isOnIpv6(bearer: JudgedResource, graph: ResourceGraph): boolean {
  const networks = bearer.type === INSTANCE ? networksByName(bearer, graph) : [graph.networkOf(bearer)];
  return networks.some(
    (network) => network.kind === "resource" && familiesOf(network.resource, graph).subnets[6].length > 0,
  );
}

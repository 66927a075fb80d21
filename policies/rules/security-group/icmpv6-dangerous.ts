import type { ResourcePolicy, Violation } from "../../policy.ts";
import { throughAddressGroups } from "../../resources/security-group/address-group.ts";
import { DANGEROUS, showIcmpv6Type } from "../../resources/security-group/icmpv6-types.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { readRule, type Rule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

/** SEC-06. */
export const icmpv6Dangerous: ResourcePolicy = {
  id: "SEC-06",
  slug: "icmpv6-dangerous",
  title: "No rule admits ICMPv6 types that have no use in a tenant",
  kind: "resource",
  level: "mandatory",
  levelNote: "advisory for a rule without a type",
  serves: ["R1-02"],
  source: ["RFC 4890 sections 4.3.2 to 4.3.5"],
  why: "Redirects, router messages and node information queries from afar let a stranger steer or map a network. No tenant needs them through a security group.",
  fix: "name the ICMPv6 types that are needed in portRangeMin: 1 to 4 and 128",
  check(resource) {
    const rule = readRule(resource);
    if (rule?.family !== 6 || rule.protocol !== "icmp") return [];
    if (rule.icmpType === undefined) return judgeEveryType(rule);
    if (!DANGEROUS.includes(rule.icmpType)) return [];
    const found = `admits ipv6-icmp type ${showIcmpv6Type(rule.icmpType)}`;
    const wanted = `none of the types ${DANGEROUS.join(", ")}`;
    return [violation(icmpv6Dangerous, resource, { found, wanted, fix: "remove the rule" })];
  },
  checkStack: (resources) => throughAddressGroups(resources, judgeEveryType),
};

function judgeEveryType(rule: Rule): Violation[] {
  if (rule.family !== 6 || rule.protocol !== "icmp" || rule.icmpType !== undefined) return [];
  if (rule.direction !== "ingress" || remoteOf(rule).kind !== "any") return [];
  const found = `admits ipv6-icmp of every type from ${showRemote(rule)}`;
  const wanted = "the types listed one by one";
  return [violation(icmpv6Dangerous, rule.resource, { found, wanted, level: "advisory" })];
}

import type { ResourcePolicy, Violation } from "../../policy.ts";
import { throughAddressGroups } from "../../resources/security-group/address-group.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { admitsAllPorts, readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

/** SEC-03. */
export const noAnyIngress: ResourcePolicy = {
  id: "SEC-03",
  slug: "no-any-ingress",
  title: "Nobody lets everyone in on every port",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT"],
  source: ["RFC 9099 section 3", "Neutron administration guide, IPv6: no NAT, so security groups are the perimeter"],
  why: "With IPv6 every server has a public address. A rule that lets everyone in on every port puts all that listens there on the Internet.",
  fix: "name the protocol and the port of the service, or a narrower remoteIpPrefix or remoteGroupId",
  check(resource) {
    const rule = readRule(resource);
    return rule ? judge(rule) : [];
  },
  checkStack: (resources) => throughAddressGroups(resources, judge),
};

function judge(rule: Rule): Violation[] {
  if (rule.direction !== "ingress" || remoteOf(rule).kind !== "any" || !admitsAllPorts(rule)) return [];
  return [
    violation(noAnyIngress, rule.resource, {
      found: `lets in ${showTraffic(rule)} from ${showRemote(rule)}`,
      wanted: "a protocol and a port when everyone may come",
    }),
  ];
}

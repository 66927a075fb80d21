import type { ResourcePolicy } from "../../policy.ts";
import { REDIRECT, ROUTER_ADVERTISEMENT, showIcmpv6Type } from "../../resources/security-group/icmpv6-types.ts";
import { namesPort, readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { violation, type Fault } from "../../violation.ts";

/** Where DHCP servers listen and where their clients do (RFC 2131, RFC 8415). */
const DHCP = { 4: { server: 67, client: 68 }, 6: { server: 547, client: 546 } } as const;

/** SEC-07. */
export const noRogueRaDhcp: ResourcePolicy = {
  id: "SEC-07",
  slug: "no-rogue-ra-dhcp",
  title: "Guests neither advertise routes nor serve DHCP",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02"],
  source: ["RFC 6105", "RFC 7610", "RFC 9099 section 2.3"],
  why: "A guest that advertises routes or answers DHCPv6 becomes the gateway of its neighbours and reads their traffic.",
  fix: "remove the rule: the router advertises and Neutron serves DHCP",
  check(resource) {
    const rule = readRule(resource);
    const fault = rule && judge(rule);
    return fault ? [violation(noRogueRaDhcp, resource, fault)] : [];
  },
};

function judge(rule: Rule): Fault | undefined {
  const { direction, family, protocol, icmpType } = rule;
  if (
    direction === "egress" &&
    family === 6 &&
    protocol === "icmp" &&
    (icmpType === ROUTER_ADVERTISEMENT || icmpType === REDIRECT)
  ) {
    return {
      found: `lets a guest send ipv6-icmp type ${showIcmpv6Type(icmpType)}`,
      wanted: "router advertisements and redirects from routers only",
    };
  }
  // Security groups know no source port: a server answers to the clients' port.
  if (direction === "egress" && namesPort(rule, "udp", DHCP[family].client)) {
    return {
      found: `lets a guest send ${showTraffic(rule)}, DHCP answers, over IPv${family}`,
      wanted: "DHCP answers from Neutron only",
    };
  }
  if (direction === "ingress" && namesPort(rule, "udp", DHCP[family].server)) {
    return {
      found: `lets ${showTraffic(rule)}, DHCP requests, into a guest over IPv${family}`,
      wanted: "DHCP requests to Neutron only",
    };
  }
  return undefined;
}

import type { ResourcePolicy } from "../../policy.ts";
import { namesPort, readRule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

const TUNNELS: Record<string, string> = {
  "ipv6-encap": "protocol 41 (IPv6 in IPv4: 6in4, 6to4, ISATAP)",
  gre: "protocol 47 (GRE)",
  "ipv6-route": "protocol 43 (routing header, RH0 among them)",
};
const TEREDO = 3544;

/** SEC-11. */
export const noTunnelsRh0: ResourcePolicy = {
  id: "SEC-11",
  slug: "no-tunnels-rh0",
  title: "No rule opens tunnels or routing headers",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "R1-22"],
  source: ["RFC 9099 section 2.7", "RFC 5095", "RFC 6169"],
  why: "A tunnel carries traffic past every rule and log, and routing headers let a sender choose the way. Both families are routed natively here, so nothing needs them.",
  fix: "remove the rule; both families are routed natively",
  check(resource) {
    const rule = readRule(resource);
    if (!rule) return [];
    const tunnel = namesPort(rule, "udp", TEREDO) ? `udp ${TEREDO} (Teredo)` : TUNNELS[rule.protocol];
    if (tunnel === undefined) return [];
    const way = rule.direction === "ingress" ? "lets in" : "lets out";
    return [
      violation(noTunnelsRh0, resource, { found: `${way} ${tunnel}`, wanted: "no tunnel past the security groups" }),
    ];
  },
};

import type { Level, ResourcePolicy, Violation } from "../../policy.ts";
import { remoteOf } from "../../resources/security-group/remote.ts";
import { namesPort, readRule, type Rule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

const TUNNELS: Record<string, string> = {
  "ipv6-encap": "protocol 41 (IPv6 in IPv4: 6in4, 6to4, ISATAP)",
  gre: "protocol 47 (GRE)",
  "ipv6-route": "protocol 43 (routing header, RH0 among them)",
};
const TEREDO = 3544;

/** Tunnels that clusters use among their own servers: by protocol, and by UDP port (RFC 2003, RFC 7348, RFC 8926). */
const OVERLAYS: Record<string, string> = { ipip: "protocol 4 (IPIP)" };
const OVERLAY_PORTS: Record<number, string> = { 4789: "VXLAN", 6081: "Geneve", 8472: "VXLAN as Linux has it" };

/** SEC-11. */
export const noTunnelsRh0: ResourcePolicy = {
  id: "SEC-11",
  slug: "no-tunnels-rh0",
  title: "No rule opens tunnels or routing headers",
  kind: "resource",
  level: "mandatory",
  levelNote:
    "IPIP, VXLAN and Geneve: advisory from a prefix, silent from a security group, since clusters use them among their own servers",
  serves: ["R1-02", "R1-22"],
  source: ["RFC 9099 section 2.7", "RFC 5095", "RFC 6169", "RFC 2003", "RFC 7348", "RFC 8926"],
  why: "A tunnel carries traffic past every rule and log, and routing headers let a sender choose the way. Both families are routed natively here, so nothing needs them.",
  fix: "remove the rule; both families are routed natively",
  check(resource) {
    const rule = readRule(resource);
    if (!rule) return [];
    const tunnel = namesPort(rule, "udp", TEREDO) ? `udp ${TEREDO} (Teredo)` : TUNNELS[rule.protocol];
    if (tunnel !== undefined) return [opened(rule, tunnel)];
    const remote = remoteOf(rule).kind;
    const overlay = remote === "group" ? undefined : overlayOf(rule);
    if (overlay === undefined) return [];
    // A prefix may be the cluster's own subnet; everyone is not.
    return [opened(rule, overlay, remote === "any" ? undefined : "advisory")];
  },
};

function overlayOf(rule: Rule): string | undefined {
  const port = Object.keys(OVERLAY_PORTS)
    .map(Number)
    .find((each) => namesPort(rule, "udp", each));
  return port === undefined ? OVERLAYS[rule.protocol] : `udp ${port} (${OVERLAY_PORTS[port]})`;
}

function opened(rule: Rule, tunnel: string, level?: Level): Violation {
  const out = rule.direction === "egress";
  return violation(noTunnelsRh0, rule.resource, {
    found: { en: `lets ${out ? "out" : "in"} ${tunnel}`, vi: `cho ${out ? "ra" : "vào"} ${tunnel}` },
    wanted: { en: "no tunnel past the security groups", vi: "không có đường hầm vượt qua nhóm bảo mật" },
    ...(level === undefined ? {} : { level }),
  });
}

import { bothOf, type Text } from "../../messages/text.ts";
import type { Level, ResourcePolicy, Violation } from "../../policy.ts";
import { remoteOf } from "../../resources/security-group/remote.ts";
import { namesPort, readRule, type Rule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

const TUNNELS: Record<string, Text> = {
  "ipv6-encap": {
    en: "protocol 41 (IPv6 in IPv4: 6in4, 6to4, ISATAP)",
    vi: "giao thức 41 (IPv6 trong IPv4: 6in4, 6to4, ISATAP)",
  },
  gre: { en: "protocol 47 (GRE)", vi: "giao thức 47 (GRE)" },
  "ipv6-route": {
    en: "protocol 43 (routing header, RH0 among them)",
    vi: "giao thức 43 (header định tuyến, trong đó có RH0)",
  },
};
const TEREDO = 3544;

/** Tunnels that clusters use among their own servers: by protocol, and by UDP port (RFC 2003, RFC 7348, RFC 8926). */
const OVERLAYS: Record<string, Text> = { ipip: { en: "protocol 4 (IPIP)", vi: "giao thức 4 (IPIP)" } };
const OVERLAY_PORTS: Record<number, string | Text> = {
  4789: "VXLAN",
  6081: "Geneve",
  8472: { en: "VXLAN as Linux has it", vi: "VXLAN theo cách của Linux" },
};

/** SEC-11. */
export const noTunnelsRh0: ResourcePolicy = {
  id: "SEC-11",
  slug: "no-tunnels-rh0",
  title: {
    en: "No rule opens tunnels or routing headers",
    vi: "Không quy tắc nào mở đường hầm hoặc header định tuyến",
  },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "IPIP, VXLAN and Geneve: advisory from a prefix, silent from a security group, since clusters use them among their own servers",
    vi: "IPIP, VXLAN và Geneve: từ một tiền tố chỉ khuyến nghị, từ nhóm bảo mật không xét, vì các cụm dùng chúng giữa máy chủ của mình",
  },
  serves: ["R1-02", "R1-22"],
  source: ["RFC 9099 section 2.7", "RFC 5095", "RFC 6169", "RFC 2003", "RFC 7348", "RFC 8926"],
  why: {
    en: "A tunnel carries traffic past every rule and log, and routing headers let a sender choose the way. Both families are routed natively here, so nothing needs them.",
    vi: "Đường hầm đưa lưu lượng vượt qua mọi quy tắc và nhật ký, và header định tuyến cho bên gửi tự chọn đường. Ở đây cả hai họ địa chỉ đều được định tuyến trực tiếp nên không gì cần đến chúng.",
  },
  fix: {
    en: "remove the rule; both families are routed natively",
    vi: "bỏ quy tắc đó; cả hai họ địa chỉ đã được định tuyến trực tiếp",
  },
  check(resource) {
    const rule = readRule(resource);
    if (!rule) return [];
    const tunnel = namesPort(rule, "udp", TEREDO) ? bothOf(`udp ${TEREDO} (Teredo)`) : TUNNELS[rule.protocol];
    if (tunnel !== undefined) return [opened(rule, tunnel)];
    const remote = remoteOf(rule).kind;
    const overlay = remote === "group" ? undefined : overlayOf(rule);
    if (overlay === undefined) return [];
    // A prefix may be the cluster's own subnet; everyone is not.
    return [opened(rule, overlay, remote === "any" ? undefined : "advisory")];
  },
};

function overlayOf(rule: Rule): Text | undefined {
  const port = Object.keys(OVERLAY_PORTS)
    .map(Number)
    .find((each) => namesPort(rule, "udp", each));
  if (port === undefined) return OVERLAYS[rule.protocol];
  const name = bothOf(OVERLAY_PORTS[port] ?? "");
  return { en: `udp ${port} (${name.en})`, vi: `udp ${port} (${name.vi})` };
}

function opened(rule: Rule, tunnel: Text, level?: Level): Violation {
  const out = rule.direction === "egress";
  return violation(noTunnelsRh0, rule.resource, {
    found: { en: `lets ${out ? "out" : "in"} ${tunnel.en}`, vi: `cho ${out ? "ra" : "vào"} ${tunnel.vi}` },
    wanted: { en: "no tunnel past the security groups", vi: "không có đường hầm vượt qua nhóm bảo mật" },
    ...(level === undefined ? {} : { level }),
  });
}

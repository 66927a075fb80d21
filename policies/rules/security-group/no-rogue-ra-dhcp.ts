import type { ResourcePolicy } from "../../policy.ts";
import { REDIRECT, ROUTER_ADVERTISEMENT, showIcmpv6Type } from "../../resources/security-group/icmpv6-types.ts";
import { namesPort, readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { type Fault, violation } from "../../violation.ts";

/** Where DHCP servers listen and where their clients do (RFC 2131, RFC 8415). */
const DHCP = { 4: { server: 67, client: 68 }, 6: { server: 547, client: 546 } } as const;

/** SEC-07. */
export const noRogueRaDhcp: ResourcePolicy = {
  id: "SEC-07",
  slug: "no-rogue-ra-dhcp",
  title: { en: "Guests neither advertise routes nor serve DHCP", vi: "Máy chủ không quảng bá tuyến và không cấp DHCP" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02"],
  source: ["RFC 6105", "RFC 7610", "RFC 9099 section 2.3"],
  why: {
    en: "A guest that advertises routes or answers DHCPv6 becomes the gateway of its neighbours and reads their traffic.",
    vi: "Máy chủ quảng bá tuyến hoặc trả lời DHCPv6 trở thành cổng ra của các máy bên cạnh và đọc được lưu lượng của chúng.",
  },
  fix: {
    en: "remove the rule: the router advertises and Neutron serves DHCP",
    vi: "bỏ quy tắc đó: bộ định tuyến quảng bá và Neutron cấp DHCP",
  },
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
      found: {
        en: `lets a guest send ipv6-icmp type ${showIcmpv6Type(icmpType).en}`,
        vi: `cho máy chủ gửi ipv6-icmp loại ${showIcmpv6Type(icmpType).vi}`,
      },
      wanted: {
        en: "router advertisements and redirects from routers only",
        vi: "quảng bá bộ định tuyến và chuyển hướng chỉ từ bộ định tuyến",
      },
    };
  }
  // Security groups know no source port: a server answers to the clients' port.
  if (direction === "egress" && namesPort(rule, "udp", DHCP[family].client)) {
    return {
      found: {
        en: `lets a guest send ${showTraffic(rule).en}, DHCP answers, over IPv${family}`,
        vi: `cho máy chủ gửi ${showTraffic(rule).vi}, là trả lời DHCP, qua IPv${family}`,
      },
      wanted: { en: "DHCP answers from Neutron only", vi: "trả lời DHCP chỉ từ Neutron" },
    };
  }
  if (direction === "ingress" && namesPort(rule, "udp", DHCP[family].server)) {
    return {
      found: {
        en: `lets ${showTraffic(rule).en}, DHCP requests, into a guest over IPv${family}`,
        vi: `cho ${showTraffic(rule).vi}, là yêu cầu DHCP, vào máy chủ qua IPv${family}`,
      },
      wanted: { en: "DHCP requests to Neutron only", vi: "yêu cầu DHCP chỉ đến Neutron" },
    };
  }
  return undefined;
}

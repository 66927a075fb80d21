import type { ResourcePolicy, Violation } from "../../policy.ts";
import { throughAddressGroups } from "../../resources/security-group/address-group.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { admitsAllPorts, readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { violation } from "../../violation.ts";

/** SEC-03. */
export const noAnyIngress: ResourcePolicy = {
  id: "SEC-03",
  slug: "no-any-ingress",
  title: { en: "Nobody lets everyone in on every port", vi: "Không ai cho mọi nơi vào trên mọi cổng" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT"],
  source: ["RFC 9099 section 3", "Neutron administration guide, IPv6: no NAT, so security groups are the perimeter"],
  why: {
    en: "With IPv6 every server has a public address. A rule that lets everyone in on every port puts all that listens there on the Internet.",
    vi: "Với IPv6 mọi máy chủ đều có địa chỉ công cộng. Quy tắc cho mọi nơi vào trên mọi cổng đưa tất cả những gì đang lắng nghe ở đó lên Internet.",
  },
  fix: {
    en: "name the protocol and the port of the service, or a narrower remoteIpPrefix or remoteGroupId",
    vi: "nêu giao thức và cổng của dịch vụ, hoặc remoteIpPrefix hay remoteGroupId hẹp hơn",
  },
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
      found: {
        en: `lets in ${showTraffic(rule).en} from ${showRemote(rule).en}`,
        vi: `cho vào ${showTraffic(rule).vi} từ ${showRemote(rule).vi}`,
      },
      wanted: {
        en: "a protocol and a port when everyone may come",
        vi: "một giao thức và một cổng khi mọi nơi được vào",
      },
    }),
  ];
}

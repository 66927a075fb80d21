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
  title: {
    en: "No rule admits ICMPv6 types that have no use in a tenant",
    vi: "Không quy tắc nào cho qua các loại ICMPv6 vô dụng trong một cơ quan",
  },
  kind: "resource",
  level: "mandatory",
  levelNote: { en: "advisory for a rule without a type", vi: "chỉ khuyến nghị với quy tắc không nêu loại" },
  serves: ["R1-02"],
  source: ["RFC 4890 sections 4.3.2 to 4.3.5"],
  why: {
    en: "Redirects, router messages and node information queries from afar let a stranger steer or map a network. No tenant needs them through a security group.",
    vi: "Thông điệp chuyển hướng, của bộ định tuyến và hỏi thông tin nút từ xa cho người lạ lái hoặc dò bản đồ mạng. Không cơ quan nào cần chúng đi qua nhóm bảo mật.",
  },
  fix: {
    en: "name the ICMPv6 types that are needed in portRangeMin: 1 to 4 and 128",
    vi: "nêu các loại ICMPv6 cần thiết trong portRangeMin: 1 đến 4 và 128",
  },
  check(resource) {
    const rule = readRule(resource);
    if (rule?.family !== 6 || rule.protocol !== "icmp") return [];
    if (rule.icmpType === undefined) return judgeEveryType(rule);
    if (!DANGEROUS.includes(rule.icmpType)) return [];
    const found = {
      en: `admits ipv6-icmp type ${showIcmpv6Type(rule.icmpType).en}`,
      vi: `cho qua ipv6-icmp loại ${showIcmpv6Type(rule.icmpType).vi}`,
    };
    const wanted = {
      en: `none of the types ${DANGEROUS.join(", ")}`,
      vi: `không có loại nào trong ${DANGEROUS.join(", ")}`,
    };
    return [
      violation(icmpv6Dangerous, resource, { found, wanted, fix: { en: "remove the rule", vi: "bỏ quy tắc đó" } }),
    ];
  },
  checkStack: (resources) => throughAddressGroups(resources, judgeEveryType),
};

function judgeEveryType(rule: Rule): Violation[] {
  if (rule.family !== 6 || rule.protocol !== "icmp" || rule.icmpType !== undefined) return [];
  if (rule.direction !== "ingress" || remoteOf(rule).kind !== "any") return [];
  const found = {
    en: `admits ipv6-icmp of every type from ${showRemote(rule).en}`,
    vi: `cho qua ipv6-icmp mọi loại từ ${showRemote(rule).vi}`,
  };
  const wanted = { en: "the types listed one by one", vi: "các loại được nêu từng loại một" };
  return [violation(icmpv6Dangerous, rule.resource, { found, wanted, level: "advisory" })];
}

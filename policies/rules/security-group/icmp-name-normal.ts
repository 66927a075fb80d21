import type { JudgedResource, ResourcePolicy } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { SEC_GROUP_RULE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** Names that Neutron stores as `ipv6-icmp` when the ethertype is IPv6. */
const LEGACY_NAMES: readonly string[] = ["icmp", "icmpv6", "58", "1"];

/** SEC-08. */
export const icmpNameNormal: ResourcePolicy = {
  id: "SEC-08",
  slug: "icmp-name-normal",
  title: { en: "ICMPv6 is called ipv6-icmp", vi: "ICMPv6 được gọi là ipv6-icmp" },
  kind: "resource",
  level: "remediate",
  serves: ["R1-13", "R2-19"],
  source: [
    "Neutron constants: icmp and icmpv6 are legacy names",
    "The provider reads the protocol back, so a legacy name shows as a replacement at each refresh",
  ],
  why: {
    en: "Neutron stores another name than the one written, so every refresh shows a false change and replaces the rule; in the meantime it is gone.",
    vi: "Neutron lưu tên khác với tên đã viết, nên mỗi lần làm mới đều thấy một thay đổi giả và thay quy tắc; trong lúc đó quy tắc không còn.",
  },
  fix: { en: "write protocol: ipv6-icmp", vi: "viết protocol: ipv6-icmp" },
  check(rule) {
    if (!needsRepair(rule)) return [];
    const found = {
      en: `calls ICMPv6 "${knownText(rule.inputs["protocol"])}"`,
      vi: `gọi ICMPv6 là “${knownText(rule.inputs["protocol"])}”`,
    };
    return [
      violation(icmpNameNormal, rule, {
        found,
        wanted: { en: "the canonical name ipv6-icmp", vi: "tên chuẩn ipv6-icmp" },
      }),
    ];
  },
  remediate(rule) {
    return needsRepair(rule) ? { ...rule.inputs, protocol: "ipv6-icmp" } : undefined;
  },
};

function needsRepair(rule: JudgedResource): boolean {
  if (rule.type !== SEC_GROUP_RULE || knownText(rule.inputs["ethertype"]) !== "IPv6") return false;
  const protocol = knownText(rule.inputs["protocol"]);
  return protocol !== undefined && LEGACY_NAMES.includes(protocol.toLowerCase());
}

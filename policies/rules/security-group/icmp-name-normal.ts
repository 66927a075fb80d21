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
  title: "ICMPv6 is called ipv6-icmp",
  kind: "resource",
  level: "remediate",
  serves: ["R1-13", "R2-19"],
  source: [
    "Neutron constants: icmp and icmpv6 are legacy names",
    "The provider reads the protocol back, so a legacy name shows as a replacement at each refresh",
  ],
  why: "Neutron stores another name than the one written, so every refresh shows a false change and replaces the rule; in the meantime it is gone.",
  fix: "write protocol: ipv6-icmp",
  check(rule) {
    if (!needsRepair(rule)) return [];
    const found = `calls ICMPv6 "${knownText(rule.inputs["protocol"])}"`;
    return [violation(icmpNameNormal, rule, { found, wanted: "the canonical name ipv6-icmp" })];
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

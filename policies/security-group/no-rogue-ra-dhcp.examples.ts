import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const icmpv6 = (portRangeMin: number): Draft =>
  rule("icmpv6-out", { direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin, portRangeMax: 0 });
const ipv4 = rule("icmp-out", { direction: "egress", ethertype: "IPv4", protocol: "icmp" });

export const examples: PolicyExamples = {
  passes: [group, ipv4, icmpv6(128)],
  // Router advertisement.
  fails: [group, ipv4, icmpv6(134)],
};

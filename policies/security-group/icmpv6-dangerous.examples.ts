import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const ping = rule("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" });
const icmpv6 = (portRangeMin: number): Draft =>
  rule("icmpv6", { ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin, portRangeMax: 0, remoteIpPrefix: "::/0" });

export const examples: PolicyExamples = {
  passes: [group, ping, icmpv6(128)],
  // Node information query (RFC 4620).
  fails: [group, ping, icmpv6(139)],
};

import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const ping = (protocol: string): Draft[] => [
  group,
  rule("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" }),
  rule("ping-ipv6", { ethertype: "IPv6", protocol, portRangeMin: 128, portRangeMax: 0, remoteIpPrefix: "::/0" }),
];

export const examples: PolicyExamples = { passes: ping("ipv6-icmp"), fails: ping("icmp") };

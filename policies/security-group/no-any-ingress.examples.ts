import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const everyone = (inputs: Record<string, unknown>): Draft[] => [
  group,
  rule("web-ipv4", { ...inputs, ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" }),
  rule("web-ipv6", { ...inputs, ethertype: "IPv6", remoteIpPrefix: "::/0" }),
];

export const examples: PolicyExamples = {
  passes: everyone({ protocol: "tcp", portRangeMin: 443, portRangeMax: 443 }),
  fails: everyone({}),
};

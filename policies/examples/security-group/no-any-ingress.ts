import { ingress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const everyone = (inputs: Record<string, unknown>): Draft[] => [
  group,
  ingress("web-ipv4", { ...inputs, ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" }),
  ingress("web-ipv6", { ...inputs, ethertype: "IPv6", remoteIpPrefix: "::/0" }),
];

export const examples: PolicyExamples = {
  passes: everyone({ protocol: "tcp", portRangeMin: 443, portRangeMax: 443 }),
  fails: everyone({}),
};

import { egress, webGroup } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const https = (name: string, ethertype: string, more: Record<string, unknown> = {}) =>
  egress(name, { ethertype, protocol: "tcp", portRangeMin: 443, portRangeMax: 443, ...more });
const group = [webGroup(), https("https-ipv4", "IPv4"), https("https-ipv6", "IPv6")];

export const examples: PolicyExamples = {
  passes: group,
  fails: [...group, https("updates", "IPv6", { remoteIpPrefix: "::/0", description: "updates" })],
};

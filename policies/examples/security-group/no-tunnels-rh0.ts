import { egress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const out = (name: string, inputs: Record<string, unknown>): Draft =>
  egress(name, { ethertype: "IPv4", remoteIpPrefix: "192.0.2.0/24", ...inputs });
const https = { protocol: "tcp", portRangeMin: 443, portRangeMax: 443, description: "to the government cloud: https" };
const ipv6 = out("https-ipv6", { ...https, ethertype: "IPv6", remoteIpPrefix: "2001:db8:9::/48" });

export const examples: PolicyExamples = {
  passes: [group, out("https-ipv4", https), ipv6],
  fails: [group, out("https-ipv4", https), ipv6, out("tunnel", { protocol: "4", remoteIpPrefix: "0.0.0.0/0" })],
};

import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const out = (name: string, inputs: Record<string, unknown>): Draft =>
  rule(name, { direction: "egress", ethertype: "IPv4", remoteIpPrefix: "192.0.2.0/24", ...inputs });
const https = { protocol: "tcp", portRangeMin: 443, portRangeMax: 443, description: "to the government cloud: https" };
const ipv6 = out("https-ipv6", { ...https, ethertype: "IPv6", remoteIpPrefix: "2001:db8:9::/48" });

export const examples: PolicyExamples = {
  passes: [group, out("https-ipv4", https), ipv6],
  fails: [group, out("https-ipv4", https), ipv6, out("ipv6-in-ipv4", { protocol: "41" })],
};

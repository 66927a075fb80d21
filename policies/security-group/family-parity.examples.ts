import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const https = { protocol: "tcp", portRangeMin: 443, portRangeMax: 443 };
const ipv4 = rule("https-ipv4", { ...https, ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" });
const ipv6 = rule("https-ipv6", { ...https, ethertype: "IPv6", remoteIpPrefix: "::/0" });

export const examples: PolicyExamples = { passes: [group, ipv4, ipv6], fails: [group, ipv4] };

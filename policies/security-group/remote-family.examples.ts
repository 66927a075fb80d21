import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const postgres = { protocol: "tcp", portRangeMin: 5432, portRangeMax: 5432, description: "from zone app: postgres" };
const flow = (ipv6: string): Draft[] => [
  group,
  rule("postgres-ipv4", { ...postgres, ethertype: "IPv4", remoteIpPrefix: "10.96.48.0/20" }),
  rule("postgres-ipv6", { ...postgres, ethertype: "IPv6", remoteIpPrefix: ipv6 }),
];

export const examples: PolicyExamples = {
  passes: flow("3fff:38:60:3000::/52"),
  fails: flow("3FFF:38:60:3000::/52"),
};

import { ingress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const postgres = { protocol: "tcp", portRangeMin: 5432, portRangeMax: 5432, description: "from zone app: postgres" };
const flow = (ipv6: string): Draft[] => [
  group,
  ingress("postgres-ipv4", { ...postgres, ethertype: "IPv4", remoteIpPrefix: "10.96.48.0/20" }),
  ingress("postgres-ipv6", { ...postgres, ethertype: "IPv6", remoteIpPrefix: ipv6 }),
];

export const examples: PolicyExamples = {
  passes: flow("3fff:38:60:3000::/52"),
  fails: flow("3FFF:38:60:3000::/52"),
};

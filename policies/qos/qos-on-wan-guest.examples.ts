import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { NETWORK, QOS_BANDWIDTH_LIMIT_RULE, QOS_POLICY, SUBNET } from "../types.ts";

const network: Draft = {
  type: NETWORK,
  name: "guest",
  inputs: { tags: ["zone:guest"], qosPolicyId: ref("fair-share") },
};
const subnets: Draft[] = [
  {
    type: SUBNET,
    name: "guest-ipv4",
    inputs: { networkId: ref("guest"), ipVersion: 4, cidr: "10.96.128.0/24" },
  },
  {
    type: SUBNET,
    name: "guest-ipv6",
    inputs: {
      networkId: ref("guest"),
      ipVersion: 6,
      cidr: "3fff:38:60:8000::/64",
      ipv6AddressMode: "slaac",
      ipv6RaMode: "slaac",
      dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
    },
  },
];
const policy: Draft = { type: QOS_POLICY, name: "fair-share", inputs: {} };
const limit: Draft = {
  type: QOS_BANDWIDTH_LIMIT_RULE,
  name: "fair-share-limit",
  inputs: { qosPolicyId: ref("fair-share"), maxKbps: 20_000 },
};

export const examples: PolicyExamples = {
  passes: [network, ...subnets, policy, limit],
  fails: [{ ...network, inputs: { tags: ["zone:guest"] } }, ...subnets],
};

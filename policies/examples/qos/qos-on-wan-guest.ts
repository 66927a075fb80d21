import { NETWORK, QOS_BANDWIDTH_LIMIT_RULE, QOS_POLICY } from "../../resources/types.ts";
import { ipv4Subnet, ipv6Subnet } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network: Draft = {
  type: NETWORK,
  name: "guest",
  inputs: { tags: ["zone:guest"], qosPolicyId: ref("fair-share") },
};
const subnets = [
  ipv4Subnet("guest-ipv4", "10.96.128.0/24", { networkId: ref("guest") }),
  ipv6Subnet("guest-ipv6", "3fff:38:60:8000::/64", {
    networkId: ref("guest"),
    ipv6AddressMode: "slaac",
    ipv6RaMode: "slaac",
  }),
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

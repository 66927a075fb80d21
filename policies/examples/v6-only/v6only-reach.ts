import { NETWORK } from "../../resources/types.ts";
import { ipv6Subnet } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = (...dnsNameservers: string[]): Draft[] => [
  { type: NETWORK, name: "lab", inputs: { tags: ["zone:v6only"] } },
  ipv6Subnet("lab-ipv6", "3fff:38:60:d000::/64", {
    networkId: ref("lab"),
    ipv6AddressMode: "slaac",
    ipv6RaMode: "slaac",
    dnsNameservers,
    tags: ["zone:v6only"],
  }),
];

export const examples: PolicyExamples = {
  passes: network("3fff:38:30:53::64", "3fff:38:30:53::65"),
  fails: network("3fff:38:30:53::1", "3fff:38:30:53::2"),
  context: {
    mode: "v6-only",
    nat64: {
      prefix: "64:ff9b::/96",
      dns64Servers: ["3fff:38:30:53::64", "3fff:38:30:53::65"],
      pref64: true,
      logRetentionMonths: 12,
    },
  },
};

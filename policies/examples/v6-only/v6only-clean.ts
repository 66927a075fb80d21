import { ipv4Subnet, ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const dns64Servers = ["3fff:38:30:53::1", "3fff:38:30:53::2"];
const ipv6 = ipv6Subnet("dmz-ipv6", "3fff:38:60:2000::/64", { dnsNameservers: dns64Servers });
const ipv4 = ipv4Subnet("dmz-ipv4", "10.96.32.0/24");

export const examples: PolicyExamples = {
  passes: [ipv6],
  fails: [ipv6, ipv4],
  context: {
    mode: "v6-only",
    nat64: {
      prefix: "64:ff9b::/96",
      dns64Servers,
      pref64: true,
      logRetentionMonths: 12,
    },
  },
};

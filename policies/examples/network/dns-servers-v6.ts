import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (...dnsNameservers: string[]) => ipv6Subnet("dmz-ipv6", "3fff:38:60:2007::/64", { dnsNameservers });

export const examples: PolicyExamples = {
  passes: [subnet("3fff:38:30:53::1", "3fff:38:30:53::2")],
  fails: [subnet("192.0.2.53")],
};

import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (ipVersion: number) => ipv6Subnet("dmz-ipv6", "3fff:38:60:2005::/64", { ipVersion });

export const examples: PolicyExamples = { passes: [subnet(6)], fails: [subnet(4)] };

import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (cidr: string) => ipv6Subnet("dmz-ipv6", cidr);

export const examples: PolicyExamples = {
  passes: [subnet("3fff:38:60:200e::/64")],
  fails: [subnet("2002:c000:204::/64")],
};

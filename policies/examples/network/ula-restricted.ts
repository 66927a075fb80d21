import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (cidr: string) => ipv6Subnet("dmz-ipv6", cidr, { tags: ["zone:storage"] });

export const examples: PolicyExamples = {
  passes: [subnet("fd3c:91e7:5a02:b::/64")],
  fails: [subnet("fd00:0:0:b::/64")],
};

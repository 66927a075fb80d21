import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (cidr: string) => ipv6Subnet("dmz-ipv6", cidr);

export const examples: PolicyExamples = {
  passes: [subnet("3fff:38:60:2002::/64")],
  fails: [subnet("3fff:38:60:2002::/72")],
};

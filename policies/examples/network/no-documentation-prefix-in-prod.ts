import { ipv4Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (cidr: string) => ipv4Subnet("web", cidr);

export const examples: PolicyExamples = {
  passes: [subnet("10.96.32.0/24")],
  fails: [subnet("192.0.2.0/24")],
  context: { addresses: "registered" },
};

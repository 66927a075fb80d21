import { ipv4Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [ipv4Subnet("web", "10.96.32.0/24"), ipv4Subnet("mail", "10.96.33.0/24")],
  fails: [ipv4Subnet("web", "10.96.32.0/20"), ipv4Subnet("mail", "10.96.33.0/24")],
};

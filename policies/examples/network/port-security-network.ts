import { dualStackNetwork } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = (inputs: Record<string, unknown>) =>
  dualStackNetwork("dmz", { ipv4: "10.96.41.0/24", ipv6: "3fff:38:60:2009::/64" }, inputs);

export const examples: PolicyExamples = {
  passes: network({}),
  fails: network({ portSecurityEnabled: false }),
};

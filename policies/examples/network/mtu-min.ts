import { dualStackNetwork } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = (mtu: number) =>
  dualStackNetwork("dmz", { ipv4: "10.96.40.0/24", ipv6: "3fff:38:60:2008::/64" }, { mtu });

export const examples: PolicyExamples = { passes: network(1450), fails: network(1200) };

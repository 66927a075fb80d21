import { dualStackNetwork } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const [network, ipv4, ipv6] = dualStackNetwork("dmz", { ipv4: "10.96.33.0/24", ipv6: "3fff:38:60:2001::/64" });

export const examples: PolicyExamples = { passes: [network, ipv4, ipv6], fails: [network, ipv4] };

import { egress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const icmpv6 = (portRangeMin: number): Draft =>
  egress("icmpv6-out", { ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin, portRangeMax: 0 });
const ipv4 = egress("icmp-out", { ethertype: "IPv4", protocol: "icmp" });

export const examples: PolicyExamples = {
  passes: [group, ipv4, icmpv6(128)],
  // Router advertisement.
  fails: [group, ipv4, icmpv6(134)],
};

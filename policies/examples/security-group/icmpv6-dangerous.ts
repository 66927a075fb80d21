import { ingress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const ping = ingress("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" });
const icmpv6 = (portRangeMin: number): Draft =>
  ingress("icmpv6", {
    ethertype: "IPv6",
    protocol: "ipv6-icmp",
    portRangeMin,
    portRangeMax: 0,
    remoteIpPrefix: "::/0",
  });

export const examples: PolicyExamples = {
  passes: [group, ping, icmpv6(128)],
  // Node information query (RFC 4620).
  fails: [group, ping, icmpv6(139)],
};

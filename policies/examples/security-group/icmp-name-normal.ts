import { ingress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const ping = (protocol: string): Draft[] => [
  group,
  ingress("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" }),
  ingress("ping-ipv6", { ethertype: "IPv6", protocol, portRangeMin: 128, portRangeMax: 0, remoteIpPrefix: "::/0" }),
];

export const examples: PolicyExamples = { passes: ping("ipv6-icmp"), fails: ping("icmp") };

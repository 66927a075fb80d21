import type { Draft } from "../fixtures/drafts.ts";
import { ingress, webGroup } from "../fixtures/example-drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";

const group = webGroup();
const ping = (protocol: string): Draft[] => [
  group,
  ingress("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" }),
  ingress("ping-ipv6", { ethertype: "IPv6", protocol, portRangeMin: 128, portRangeMax: 0, remoteIpPrefix: "::/0" }),
];

export const examples: PolicyExamples = { passes: ping("ipv6-icmp"), fails: ping("icmp") };

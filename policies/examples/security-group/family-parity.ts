import { ingress, webGroup } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
const https = { protocol: "tcp", portRangeMin: 443, portRangeMax: 443 };
const ipv4 = ingress("https-ipv4", { ...https, ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" });
const ipv6 = ingress("https-ipv6", { ...https, ethertype: "IPv6", remoteIpPrefix: "::/0" });

export const examples: PolicyExamples = { passes: [group, ipv4, ipv6], fails: [group, ipv4] };

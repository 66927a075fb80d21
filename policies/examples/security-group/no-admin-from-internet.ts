import { ingress, webGroup } from "../building-blocks.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = webGroup();
function ssh(ipv4: string, ipv6: string): Draft[] {
  const port = { protocol: "tcp", portRangeMin: 22, portRangeMax: 22, description: "from zone mgmt: ssh" };
  return [
    group,
    ingress("ssh-ipv4", { ...port, ethertype: "IPv4", remoteIpPrefix: ipv4 }),
    ingress("ssh-ipv6", { ...port, ethertype: "IPv6", remoteIpPrefix: ipv6 }),
  ];
}

export const examples: PolicyExamples = {
  passes: ssh("10.96.80.0/20", "3fff:38:60:5000::/52"),
  fails: ssh("0.0.0.0/0", "::/0"),
};

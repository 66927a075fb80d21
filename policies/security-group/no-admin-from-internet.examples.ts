import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } };
const rule = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});

const ssh = (ipv4: string, ipv6: string): Draft[] => {
  const port = { protocol: "tcp", portRangeMin: 22, portRangeMax: 22, description: "from zone mgmt: ssh" };
  return [
    group,
    rule("ssh-ipv4", { ...port, ethertype: "IPv4", remoteIpPrefix: ipv4 }),
    rule("ssh-ipv6", { ...port, ethertype: "IPv6", remoteIpPrefix: ipv6 }),
  ];
};

export const examples: PolicyExamples = {
  passes: ssh("10.96.80.0/20", "3fff:38:60:5000::/52"),
  fails: ssh("0.0.0.0/0", "::/0"),
};

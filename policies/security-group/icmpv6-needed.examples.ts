import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { NETWORK, PORT, SEC_GROUP, SEC_GROUP_RULE, SUBNET } from "../types.ts";

const network: Draft = { type: NETWORK, name: "dmz", inputs: {} };
const ipv4: Draft = {
  type: SUBNET,
  name: "dmz-ipv4",
  inputs: { networkId: ref("dmz"), ipVersion: 4, cidr: "10.96.44.0/24" },
};
const ipv6: Draft = {
  type: SUBNET,
  name: "dmz-ipv6",
  inputs: {
    networkId: ref("dmz"),
    ipVersion: 6,
    cidr: "3fff:38:60:200c::/64",
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
  },
};

const group: Draft = { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true, stateful: false } };
const icmp = (name: string, inputs: Record<string, unknown>): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs },
});
const ping4 = icmp("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" });
const types = (...numbers: number[]): Draft[] =>
  numbers.map((type) =>
    icmp(`icmpv6-${type}`, {
      ethertype: "IPv6",
      protocol: "ipv6-icmp",
      portRangeMin: type,
      portRangeMax: 0,
      remoteIpPrefix: "::/0",
    }),
  );
const port: Draft = {
  type: PORT,
  name: "web-1",
  inputs: {
    networkId: ref("dmz"),
    fixedIps: [{ subnetId: ref("dmz-ipv4") }, { subnetId: ref("dmz-ipv6") }],
    securityGroupIds: [ref("web")],
  },
};

export const examples: PolicyExamples = {
  passes: [network, ipv4, ipv6, group, ping4, ...types(1, 2, 3, 4, 128), port],
  // Without type 2, Packet Too Big.
  fails: [network, ipv4, ipv6, group, ping4, ...types(1, 3, 4, 128), port],
};

import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { FLOATING_IP, NETWORK, PORT, SUBNET } from "../types.ts";

const network: Draft = { type: NETWORK, name: "dmz", inputs: {} };
const ipv4: Draft = {
  type: SUBNET,
  name: "dmz-ipv4",
  inputs: { networkId: ref("dmz"), ipVersion: 4, cidr: "10.96.45.0/24" },
};
const ipv6: Draft = {
  type: SUBNET,
  name: "dmz-ipv6",
  inputs: {
    networkId: ref("dmz"),
    ipVersion: 6,
    cidr: "3fff:38:60:200d::/64",
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
  },
};

const port = (zone: string): Draft => ({
  type: PORT,
  name: "web",
  inputs: {
    networkId: ref("dmz"),
    fixedIps: [{ subnetId: ref("dmz-ipv4") }, { subnetId: ref("dmz-ipv6") }],
    securityGroupIds: ["9c41a6f0-6f3b-4a49-8d0e-2f3b7a1f0c55"],
    tags: [`zone:${zone}`],
  },
});
const published: Draft = { type: FLOATING_IP, name: "portal", inputs: { pool: "internet", portId: ref("web") } };

export const examples: PolicyExamples = {
  passes: [network, ipv4, ipv6, port("dmz"), published],
  fails: [network, ipv4, ipv6, port("db"), published],
};

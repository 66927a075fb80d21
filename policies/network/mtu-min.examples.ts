import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { NETWORK, SUBNET } from "../types.ts";

const network = (mtu: number): Draft => ({ type: NETWORK, name: "dmz", inputs: { mtu } });
const ipv4: Draft = {
  type: SUBNET,
  name: "dmz-ipv4",
  inputs: { networkId: ref("dmz"), ipVersion: 4, cidr: "10.96.40.0/24" },
};
const ipv6: Draft = {
  type: SUBNET,
  name: "dmz-ipv6",
  inputs: {
    networkId: ref("dmz"),
    ipVersion: 6,
    cidr: "3fff:38:60:2008::/64",
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
  },
};

export const examples: PolicyExamples = { passes: [network(1450), ipv4, ipv6], fails: [network(1200), ipv4, ipv6] };

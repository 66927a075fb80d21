import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { NETWORK, ROUTER, ROUTER_INTERFACE, SUBNET } from "../types.ts";

const network: Draft = { type: NETWORK, name: "dmz", inputs: {} };
const ipv4: Draft = {
  type: SUBNET,
  name: "dmz-ipv4",
  inputs: { networkId: ref("dmz"), ipVersion: 4, cidr: "10.96.43.0/24" },
};
const ipv6: Draft = {
  type: SUBNET,
  name: "dmz-ipv6",
  inputs: {
    networkId: ref("dmz"),
    ipVersion: 6,
    cidr: "3fff:38:60:200b::/64",
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
  },
};

const router: Draft = { type: ROUTER, name: "router", inputs: {} };
const leg = (family: "ipv4" | "ipv6"): Draft => ({
  type: ROUTER_INTERFACE,
  name: `dmz-leg-${family}`,
  inputs: { routerId: ref("router"), subnetId: ref(`dmz-${family}`) },
});

export const examples: PolicyExamples = {
  passes: [network, ipv4, ipv6, router, leg("ipv4"), leg("ipv6")],
  fails: [network, ipv4, ipv6, router, leg("ipv4")],
};

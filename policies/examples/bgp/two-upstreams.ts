import { BGP_PEER, BGP_SPEAKER } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const PEERS = { 4: ["192.0.2.1", "198.51.100.1"], 6: ["2001:db8:1::1", "2001:db8:2::1"] } as const;

const peer = (family: 4 | 6, n: 0 | 1): Draft => ({
  type: BGP_PEER,
  name: `carrier-${n + 1}-ipv${family}`,
  inputs: { peerIp: PEERS[family][n], remoteAs: 64_501 + n, authType: "md5", password: "secret" },
});

const speaker = (family: 4 | 6, peers: readonly Draft[]): Draft => ({
  type: BGP_SPEAKER,
  name: `border-ipv${family}`,
  inputs: {
    ipVersion: family,
    localAs: 64_500,
    advertiseTenantNetworks: false,
    advertiseFloatingIpHostRoutes: false,
    peers: peers.map(({ name }) => ref(name)),
  },
});

const both = (family: 4 | 6) => [peer(family, 0), peer(family, 1)];

export const examples: PolicyExamples = {
  passes: [...both(4), ...both(6), speaker(4, both(4)), speaker(6, both(6))],
  fails: [...both(4), peer(6, 0), speaker(4, both(4)), speaker(6, [peer(6, 0)])],
  context: {
    securityLevel: 4,
    asns: [64_500],
    uplinks: [
      { carrier: "Carrier A", asn: 64_501 },
      { carrier: "Carrier B", asn: 64_502 },
    ],
  },
};

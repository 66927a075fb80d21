import { ENDPOINT_GROUP, SITE_CONNECTION } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const tunnel = (family: "ipv4" | "ipv6", local: string, peer: string, peerAddress: string): Draft[] => [
  { type: ENDPOINT_GROUP, name: `local-${family}`, inputs: { type: "cidr", endpoints: [local] } },
  { type: ENDPOINT_GROUP, name: `peer-${family}`, inputs: { type: "cidr", endpoints: [peer] } },
  {
    type: SITE_CONNECTION,
    name: `government-cloud-${family}`,
    inputs: {
      ikepolicyId: "5b1f0c52",
      ipsecpolicyId: "83c4d0aa",
      vpnserviceId: "e2907fd1",
      psk: "from-the-vault",
      peerAddress,
      peerId: peerAddress,
      localEpGroupId: ref(`local-${family}`),
      peerEpGroupId: ref(`peer-${family}`),
    },
  },
];

const ipv4 = tunnel("ipv4", "10.96.48.0/20", "198.51.100.0/24", "203.0.113.9");
const ipv6 = tunnel("ipv6", "3fff:38:60:3000::/52", "2001:db8:9::/48", "2001:db8:9::9");

export const examples: PolicyExamples = { passes: [...ipv4, ...ipv6], fails: ipv4 };

import { ADDRESS_SCOPE, BGP_PEER, BGP_SPEAKER, SUBNET_POOL } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const scope: Draft = { type: ADDRESS_SCOPE, name: "province-ipv6", inputs: { ipVersion: 6 } };

const peer = (n: number): Draft => ({
  type: BGP_PEER,
  name: `carrier-${n}`,
  inputs: { peerIp: `2001:db8:${n}::1`, remoteAs: 64_500 + n, authType: "md5", password: "secret" },
});

const pool = (prefix: string): Draft => ({
  type: SUBNET_POOL,
  name: "province-pool",
  inputs: {
    addressScopeId: ref("province-ipv6"),
    prefixes: [prefix],
    minPrefixlen: 64,
    defaultPrefixlen: 64,
    maxPrefixlen: 64,
  },
});

const speaker: Draft = {
  type: BGP_SPEAKER,
  name: "border-ipv6",
  inputs: {
    ipVersion: 6,
    localAs: 64_500,
    advertiseTenantNetworks: true,
    advertiseFloatingIpHostRoutes: false,
    peers: [ref("carrier-1"), ref("carrier-2")],
  },
};

const others = [scope, peer(1), peer(2), speaker];

export const examples: PolicyExamples = {
  passes: [...others, pool("3fff:38::/40")],
  fails: [...others, pool("3fff:38:60:2000::/64")],
  context: {
    mode: "v6-only",
    aggregates: { ipv4: [], ipv6: ["3fff:38::/40"] },
    roas: [{ prefix: "3fff:38::/40", asn: 64_500, maxLength: 40 }],
  },
};

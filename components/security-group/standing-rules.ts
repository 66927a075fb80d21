import type { Families } from "../stack-mode.ts";
import type { NamedService, SecurityPeer, SecurityRule, ServersByFamily } from "./rules.ts";

/** Nova's metadata service in both families; the IPv6 one is link-local (Nova's metadata guide). */
const METADATA: SecurityPeer = {
  kind: "prefixes",
  name: "metadata",
  ipv4: "169.254.169.254/32",
  ipv6: "fe80::a9fe:a9fe/128",
};
const METADATA_SERVICE: NamedService = { name: "metadata", ports: [{ protocol: "tcp", port: 80 }] };
/**
 * Where DHCP clients send their requests (RFC 2131 section 4.1, RFC 8415 section 7.1). Some Neutron drivers let them out
 * by themselves; OVN's drops them like any other packet that no rule allows, and the server stays without addresses.
 */
const DHCP_SERVERS: SecurityPeer = {
  kind: "prefixes",
  name: "dhcp",
  ipv4: "255.255.255.255/32",
  ipv6: "ff02::1:2/128",
};
const DHCP: NamedService = {
  name: "dhcp",
  ports: [
    { protocol: "udp", port: 67, family: "ipv4" },
    { protocol: "udp", port: 547, family: "ipv6" },
  ],
};
const DNS: NamedService = {
  name: "dns",
  ports: [
    { protocol: "udp", port: 53 },
    { protocol: "tcp", port: 53 },
  ],
};
const NTP: NamedService = { name: "ntp", ports: [{ protocol: "udp", port: 123 }] };

/** Names that the standing rules' own peers have, so that nobody else's may. */
export const STANDING_PEER = /^(dhcp|metadata|(resolver|time-server)-\d+)$/;

/** What every server needs to start and to live, whatever else it may do: addresses, metadata, resolvers, time. */
export function standingRules(
  { resolvers, timeServers }: { resolvers?: ServersByFamily; timeServers?: ServersByFamily },
  families: Families,
): SecurityRule[] {
  return [
    { direction: "egress", peer: DHCP_SERVERS, services: [DHCP] },
    { direction: "egress", peer: METADATA, services: [METADATA_SERVICE] },
    ...serverRules("resolver", resolvers, DNS, families),
    ...serverRules("time-server", timeServers, NTP, families),
  ];
}

function serverRules(
  name: string,
  servers: ServersByFamily | undefined,
  service: NamedService,
  { allowed }: Families,
): SecurityRule[] {
  const count = Math.max(0, ...allowed.map((family) => servers?.[family].length ?? 0));
  return Array.from({ length: count }, (_, index) => {
    const [ipv4, ipv6] = [servers?.ipv4[index], servers?.ipv6[index]];
    return {
      direction: "egress",
      // The one place where an index makes a name: the list's order is its meaning (first choice first), and the n-th
      // entries of the two families are the same server.
      peer: {
        kind: "prefixes",
        name: `${name}-${index + 1}`,
        ...(ipv4 === undefined ? {} : { ipv4: `${ipv4}/32` }),
        ...(ipv6 === undefined ? {} : { ipv6: `${ipv6}/128` }),
      },
      services: [service],
    };
  });
}

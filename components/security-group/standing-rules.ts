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
const DNS: NamedService = {
  name: "dns",
  ports: [
    { protocol: "udp", port: 53 },
    { protocol: "tcp", port: 53 },
  ],
};
const NTP: NamedService = { name: "ntp", ports: [{ protocol: "udp", port: 123 }] };

/** Names that the standing rules' own peers have, so that nobody else's may. */
export const STANDING_PEER = /^(metadata|(resolver|time-server)-\d+)$/;

/** What every server needs to start and to live, whatever else it may do: metadata, resolvers, time. */
export const standingRules = (
  { resolvers, timeServers }: { resolvers?: ServersByFamily; timeServers?: ServersByFamily },
  families: Families,
): SecurityRule[] => [
  { direction: "egress", peer: METADATA, services: [METADATA_SERVICE] },
  ...serverRules("resolver", resolvers, DNS, families),
  ...serverRules("time-server", timeServers, NTP, families),
];

const serverRules = (
  name: string,
  servers: ServersByFamily | undefined,
  service: NamedService,
  { allowed }: Families,
): SecurityRule[] => {
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
};

import { resolversIn } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { modeIn } from "../../model/tenants/zone-mode.ts";
import { withId, type Family, type Probe } from "./probe.ts";

/** One host by its address in each family. */
export interface FarHosts {
  ipv4: string;
  ipv6: string;
}

/** A server that probes start in. */
export interface Sender {
  agency: string;
  server: string;
  zone: string;
  /** Undefined in a server without IPv4. */
  ipv4: string | undefined;
}

/**
 * Every server may ask every resolver of its zone, over the families it has: resolving names is no flow that a YAML could
 * forget.
 */
export function dnsProbes(province: Province, tenant: Tenant, source: Sender): Probe[] {
  const { ipv4, ipv6 } = resolversIn(province, modeIn(tenant, source.zone));
  const asked: { family: Family; address: string }[] = [
    ...ipv6.map((address) => ({ family: 6 as const, address })),
    ...(source.ipv4 === undefined ? [] : ipv4.map((address) => ({ family: 4 as const, address }))),
  ];
  return asked.map(({ family, address }) =>
    withId({
      family,
      from: { kind: "server", agency: source.agency, server: source.server },
      to: { kind: "resolver" },
      address,
      path: "direct",
      protocol: "dns",
      port: 53,
      expect: "open",
      why: `resolvers of environment ${province.environment.name}`,
    }),
  );
}

/** No flow leads to the Internet: what servers need from there comes by declared flows, so all else must be dropped. */
export function wayOutProbes(farHosts: FarHosts | undefined, source: Sender): Probe[] {
  if (farHosts === undefined) return [];
  const addresses: { family: Family; address: string }[] = [
    { family: 6, address: farHosts.ipv6 },
    ...(source.ipv4 === undefined ? [] : [{ family: 4 as const, address: farHosts.ipv4 }]),
  ];
  return addresses.flatMap(({ family, address }) =>
    (
      [
        ["icmp", 0],
        ["tcp", 80],
      ] as const
    ).map(([protocol, port]) =>
      withId({
        family,
        from: { kind: "server", agency: source.agency, server: source.server },
        to: { kind: "internet" },
        address,
        path: "direct",
        protocol,
        port,
        expect: "drop",
        why: `not declared: no flow leads from ${source.agency}/${source.zone} to the Internet`,
      }),
    ),
  );
}

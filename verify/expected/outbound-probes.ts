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
  return probesFrom(source, resolversIn(province, modeIn(tenant, source.zone)), {
    to: { kind: "resolver" },
    protocol: "dns",
    port: 53,
    expect: "open",
    why: {
      en: `resolvers of environment ${province.environment.name}`,
      vi: `máy chủ phân giải tên của môi trường ${province.environment.name}`,
    },
  });
}

/** No flow leads to the Internet: what servers need from there comes by declared flows, so all else must be dropped. */
export function wayOutProbes(farHosts: FarHosts | undefined, source: Sender): Probe[] {
  if (farHosts === undefined) return [];
  const addresses = { ipv4: [farHosts.ipv4], ipv6: [farHosts.ipv6] };
  const zone = `${source.agency}/${source.zone}`;
  const why = {
    en: `not declared: no flow leads from ${zone} to the Internet`,
    vi: `chưa khai báo: không luồng nào từ ${zone} ra Internet`,
  };
  const tries = [{ protocol: "icmp", port: 0 } as const, { protocol: "tcp", port: 80 } as const];
  return tries.flatMap((each) =>
    probesFrom(source, addresses, { to: { kind: "internet" }, ...each, expect: "drop", why }),
  );
}

/** One probe from a server to each of the addresses, in the families that the server has. */
function probesFrom(
  { agency, server, ipv4: own }: Sender,
  { ipv4, ipv6 }: { ipv4: readonly string[]; ipv6: readonly string[] },
  { to, ...what }: Pick<Probe, "to" | "protocol" | "port" | "expect" | "why">,
): Probe[] {
  const probe = (family: Family, address: string): Probe =>
    withId({ family, from: { kind: "server", agency, server }, to, address, path: "direct", ...what });
  return [
    ...ipv6.map((address) => probe(6, address)),
    ...(own === undefined ? [] : ipv4.map((address) => probe(4, address))),
  ];
}

import { contains } from "../../address-plan/prefixes/address.ts";
import { parseAddress, parsePrefix } from "../../address-plan/prefixes/prefix.ts";
import { zoneRules } from "../../infra/tenant/security-rules.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import { plannedServers } from "../expected/planned-server.ts";
import { sourceName, type Seen, type Source } from "../expected/probe.ts";
import type { GuestFacts } from "../guests/guest-facts.ts";
import type { GuestMetadata } from "../guests/guest-metadata.ts";
import type { Vantage, VantageOf } from "../packets/vantage.ts";
import { sampleFarHosts, samplePlan, sampleProvince } from "./sample-world.ts";

type ZoneRule = ReturnType<typeof zoneRules>[string][number];

/** A server of the simulation. */
interface Host {
  name: string;
  agency: string;
  zone: string;
  ipv4: string | undefined;
  ipv6: string;
  floating: string | undefined;
  listening: Set<number>;
}

/** What a test breaks. */
export interface Faults {
  /** Decides a connection against the rules; undefined leaves it to them. */
  meddle?: (connection: {
    from: string;
    to: string;
    family: 4 | 6;
    protocol: string;
    port: number;
  }) => Seen | undefined;
  /** Changes what a server tells of itself. */
  facts?: (server: string, facts: GuestFacts) => GuestFacts;
  /** Changes what the metadata service tells a server. */
  metadata?: (server: string, metadata: GuestMetadata) => GuestMetadata;
  /** Servers in which no command runs. */
  unreachable?: string[];
}

/**
 * A cloud that enforces the toolkit's security rules (`zoneRules`) as Neutron does: groups know servers by their own
 * addresses, prefixes match the source that arrives, and a server with a floating address leaves its router with that.
 * It is made from the rules, and the proof's expectations from the flows, so that the two are held against each other.
 */
export function simulatedCloud(
  tenants: Record<string, Tenant>,
  deployed: Record<string, DeployedTenant>,
  faults: Faults = {},
): VantageOf {
  const world = { province: sampleProvince, plan: samplePlan, tenants };
  const rules = Object.fromEntries(Object.values(tenants).map((tenant) => [tenant.code, zoneRules(world, tenant)]));
  const hosts = Object.values(tenants).flatMap((tenant) => hostsOf(tenant, deployed[tenant.code]));
  const matches = (
    peer: ZoneRule["peer"],
    own: Host,
    other: Host | undefined,
    address: string,
    family: 4 | 6,
  ): boolean => {
    if (peer.kind === "anywhere") return true;
    if (peer.kind === "zone") return other?.agency === own.agency && other.zone === peer.zone;
    const prefix = family === 4 ? peer.ipv4 : peer.ipv6;
    return prefix !== undefined && contains(parsePrefix(prefix), parseAddress(address));
  };
  const covers = (rule: ZoneRule, protocol: string, port: number): boolean =>
    protocol === "icmp" ||
    rule.services.some(({ ports }) =>
      ports.some((each) => each.protocol === "tcp" && each.port <= port && port <= (each.portTo ?? each.port)),
    );

  const connect = (from: Host | undefined, protocol: string, address: string, port: number): Seen => {
    const family = address.includes(":") ? 6 : 4;
    const { ipv4, ipv6 } = sampleProvince.environment.resolvers;
    if (protocol === "dns") return [...ipv4, ...ipv6].includes(address) ? "open" : "timeout";
    // No rule of any group names the Internet as where to go.
    if (Object.values(sampleFarHosts).includes(address)) return "timeout";
    const to = hosts.find((host) => [host.ipv4, host.ipv6, host.floating].includes(address));
    if (to === undefined) return "unreachable";
    const meddled = faults.meddle?.({ from: from?.name ?? "internet", to: to.name, family, protocol, port });
    if (meddled !== undefined) return meddled;
    const allowed = (
      host: Host,
      direction: ZoneRule["direction"],
      other: Host | undefined,
      seenAddress: string,
    ): boolean =>
      (rules[host.agency]?.[host.zone] ?? []).some(
        (rule) =>
          rule.direction === direction &&
          covers(rule, protocol, port) &&
          matches(rule.peer, host, other, seenAddress, family),
      );
    if (from !== undefined && !allowed(from, "egress", to, address)) return "timeout";
    const staysInside = from?.agency === to.agency;
    const own = family === 6 ? from?.ipv6 : from?.ipv4;
    const source = family === 4 && !staysInside ? (from?.floating ?? own) : own;
    if (!allowed(to, "ingress", from, source ?? (family === 6 ? "2001:db8:cafe::10" : "198.51.100.10")))
      return "timeout";
    return protocol === "icmp" || to.listening.has(port) ? "open" : "refused";
  };

  const vantage = (from: Host | undefined): Vantage => ({
    run: async (_argv, input) => {
      const job = jobOf(input);
      if (input.includes("/run/cloud-init/result.json")) {
        if (from === undefined) throw new Error("the Internet is no guest");
        const facts = factsOf(from, tenants);
        return { code: 0, stdout: JSON.stringify(faults.facts?.(from.name, facts) ?? facts), stderr: "" };
      }
      if (input.includes("meta_data.json")) {
        const metadata = metadataOf(from, deployed, job["families"]);
        return {
          code: 0,
          stdout: JSON.stringify(faults.metadata?.(from?.name ?? "", metadata) ?? metadata),
          stderr: "",
        };
      }
      const probes = job["probes"] as [string, string, number, number][];
      const results = probes.map(([protocol, address, port]) => [connect(from, protocol, address, port), "", 1]);
      return { code: 0, stdout: JSON.stringify(results), stderr: "" };
    },
  });
  return (source: Source) => {
    const name = sourceName(source);
    if (faults.unreachable?.includes(name) === true) return undefined;
    return vantage(hosts.find((host) => host.name === name));
  };
}

/** The job that a script of guest/ is sent with, read back as Python would. */
export function jobOf(input: string): Record<string, unknown> {
  const call = /^main\(json\.loads\((".*")\)\)$/m.exec(input)?.[1];
  if (call === undefined) throw new Error("the script does not end with its call");
  return JSON.parse(JSON.parse(call) as string) as Record<string, unknown>;
}

const hostsOf = (tenant: Tenant, deployed: DeployedTenant | undefined): Host[] =>
  Object.entries(deployed?.servers ?? {}).map(([name, server]) => ({
    name: `${tenant.code}/${name}`,
    agency: tenant.code,
    zone: server.zone,
    ipv4: server.ipv4,
    ipv6: server.ipv6,
    floating: server.floating,
    listening: new Set(
      (sampleProvince.templates[server.role]?.offers ?? []).flatMap((service) =>
        (sampleProvince.services[service]?.ports ?? []).map(({ port }) => port),
      ),
    ),
  }));

function metadataOf(
  host: Host | undefined,
  deployed: Record<string, DeployedTenant>,
  families: unknown,
): GuestMetadata {
  const [agency = "", server = ""] = host?.name.split("/") ?? [];
  const name = `${agency}-${server}`;
  const told = { uuid: deployed[agency]?.servers[server]?.instanceId ?? "", hostname: name, name };
  return Object.fromEntries((families as string[]).map((family) => [family, told]));
}

function factsOf(host: Host, tenants: Record<string, Tenant>): GuestFacts {
  const tenant = tenants[host.agency];
  const name = host.name.split("/")[1] ?? "";
  const planned = tenant && plannedServers(sampleProvince, samplePlan, tenant).find((each) => each.name === name);
  const { resolvers } = sampleProvince.environment;
  const hasIpv4 = host.ipv4 !== undefined;
  return {
    cloudInit: { finished: true, datasource: "DataSourceOpenStack", errors: [] },
    interfaces: [
      { name: "eth0", mtu: 1442, ipv6Mtu: 1442, addresses: [...(hasIpv4 ? [host.ipv4 ?? ""] : []), host.ipv6] },
    ],
    routes: {
      ipv4: hasIpv4 ? [{ gateway: planned?.gatewayIpv4 ?? "", interface: "eth0" }] : [],
      ipv6: [{ gateway: "fe80::f816:3eff:fe00:1", interface: "eth0" }],
    },
    resolvers: [...(hasIpv4 ? resolvers.ipv4 : []), ...resolvers.ipv6],
    hostname: `${host.agency}-${name}`,
  };
}

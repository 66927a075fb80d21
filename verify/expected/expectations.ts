import type { AddressPlan } from "../../address-plan/plan.ts";
import { serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import { compare } from "../../model/order.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Text } from "../../model/text.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import { admissionOf, type Admission, type Place, type Rulebook } from "./admission.ts";
import { dnsProbes, wayOutProbes, type FarHosts } from "./outbound-probes.ts";
import { plannedServers, type PlannedServer } from "./planned-server.ts";
import { targetName, withId, type Family, type Probe, type Source } from "./probe.ts";
import { portsOfNoService, tcpPorts } from "./probed-ports.ts";

export interface ExpectationInput {
  province: Province;
  plan: AddressPlan;
  /** Every tenant of the repository. */
  tenants: Record<string, Tenant>;
  /** The tenant to be proven. */
  tenant: Tenant;
  /** What is up, by agency; the tenant's own entry must be there. */
  deployed: Record<string, DeployedTenant>;
  /**
   * `inside`: the vantage points include the servers, and the Internet's routes lead to the tenants' private IPv4
   * prefixes, as the local cloud's do. `outside`: only public addresses, only from the Internet.
   */
  view: "inside" | "outside";
  /** A host of the Internet that answers HTTP on port 80 and echo, so that a drop on the way to it means something. */
  farHosts?: FarHosts;
}

/** Something that cannot be told by packets, and why. */
export interface NotTried {
  what: Text;
  why: Text;
}

export interface Expectations {
  /** Sorted by id. */
  probes: Probe[];
  notTried: NotTried[];
}

/** A server that can send or receive probes. */
interface Party extends Place {
  server: string;
  planned: PlannedServer;
  ipv4: string | undefined;
  floatingIpv4: string | undefined;
}

/**
 * Every probe that proves one tenant, in both families alike: from the Internet, from each of its servers and from the
 * servers of the other deployed agencies, to each of its servers on each port of the service catalogue and on two of
 * no service; ICMP echo; DNS from each server to each resolver; and the way from each server to the Internet.
 * Servers of the YAML that are not deployed have no probes; the comparison of the facts names them.
 */
export function expectationsOf(input: ExpectationInput): Expectations {
  const { province, tenants, tenant, deployed, view } = input;
  const book: Rulebook = { province, tenants };
  const targets = partiesOf(input, tenant);
  const insiders = view === "outside" ? [] : targets;
  const others =
    view === "outside"
      ? []
      : Object.keys(deployed)
          .filter((agency) => agency !== tenant.code)
          .toSorted()
          .flatMap((agency) => (tenants[agency] === undefined ? [] : partiesOf(input, tenants[agency])));
  const ports = [...tcpPorts(province), ...portsOfNoService(province)];

  const probes: Probe[] = [];
  const untellable = new Map<string, number>();
  for (const target of targets) {
    for (const source of [undefined, ...insiders, ...others]) {
      if (source === target) continue;
      for (const way of waysTo(target, source, view)) {
        const admission = admissionOf(book, source, target, way.family);
        const listening = offeredPorts(province, target.planned.template);
        for (const probe of probesOf(source, target, way, admission, ports, listening)) {
          // Neutron keeps no state for packets that came in by the private address: the handshake may still pass,
          // but what follows leaves the router with the floating address as source, which nobody asked.
          const answerLost =
            way.family === 4 && way.path === "direct" && target.floating && !sameRouter(source, target);
          if (answerLost && probe.expect !== "drop") {
            const what = targetName(probe.to);
            untellable.set(what, (untellable.get(what) ?? 0) + 1);
          } else probes.push(probe);
        }
      }
    }
  }
  for (const source of insiders) {
    probes.push(...dnsProbes(province, tenant, source), ...wayOutProbes(input.farHosts, source));
  }
  return {
    probes: probes.toSorted((a, b) => compare(a.id, b.id)),
    notTried: [...untellable].map(([what, count]) => ({
      what: {
        en: `${count} allowed IPv4 connections to the private address of ${what}`,
        vi: `${count} kết nối IPv4 được phép đến địa chỉ riêng của ${what}`,
      },
      why: {
        en: "from outside its router answers come from its floating address, which is probed instead",
        vi: "từ ngoài bộ định tuyến, trả lời đến từ địa chỉ nổi; địa chỉ nổi được thử thay thế",
      },
    })),
  };
}

const partiesOf = ({ province, plan, deployed }: ExpectationInput, tenant: Tenant): Party[] =>
  plannedServers(province, plan, tenant).flatMap((planned) => {
    const facts = deployed[tenant.code]?.servers[planned.name];
    if (facts === undefined) return [];
    const hasIpv4 = serverHasIpv4(tenant, planned.zone, facts.ipv4);
    return [
      {
        agency: tenant.code,
        zone: planned.zone,
        server: planned.name,
        planned,
        ipv4: hasIpv4 ? planned.ipv4 : undefined,
        floatingIpv4: hasIpv4 ? facts.floating : undefined,
        floating: hasIpv4 && facts.floating !== undefined,
      },
    ];
  });

interface Way {
  family: Family;
  address: string;
  path: Probe["path"];
}

const sameRouter = (source: Party | undefined, target: Party): boolean => source?.agency === target.agency;

/** The addresses by which a source can try a target: one way in IPv6, none to two in IPv4. */
function waysTo(target: Party, source: Party | undefined, view: "inside" | "outside"): Way[] {
  const ways: Way[] = [{ family: 6, address: target.planned.ipv6, path: "direct" }];
  const speaksIpv4 = source === undefined || source.ipv4 !== undefined;
  if (target.ipv4 === undefined || !speaksIpv4) return ways;
  if (view === "inside") ways.push({ family: 4, address: target.ipv4, path: "direct" });
  if (source === undefined && target.floatingIpv4 !== undefined) {
    ways.push({ family: 4, address: target.floatingIpv4, path: "floating" });
  }
  return ways;
}

function probesOf(
  from: Party | undefined,
  target: Party,
  way: Way,
  admission: Admission,
  ports: readonly number[],
  listening: ReadonlySet<number>,
): Probe[] {
  const source: Source =
    from === undefined ? { kind: "internet" } : { kind: "server", agency: from.agency, server: from.server };
  const to: Probe["to"] = { kind: "server", agency: target.agency, server: target.server };
  const probe = (protocol: Probe["protocol"], port: number, allowed: Text | undefined): Probe =>
    withId({
      ...way,
      from: source,
      to,
      protocol,
      port,
      expect: allowed === undefined ? "drop" : protocol === "icmp" || listening.has(port) ? "open" : "admitted",
      why: allowed ?? admission.refusal,
    });
  return [probe("icmp", 0, admission.echo), ...ports.map((port) => probe("tcp", port, admission.tcp(port)))];
}

/** TCP ports that a server of the template answers on. */
const offeredPorts = (province: Province, template: string): Set<number> =>
  new Set(
    (province.templates[template]?.offers ?? []).flatMap((service) =>
      (province.services[service]?.ports ?? []).filter(({ protocol }) => protocol === "tcp").map(({ port }) => port),
    ),
  );

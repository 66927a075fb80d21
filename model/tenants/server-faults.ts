import * as say from "../messages/agency.ts";
import type { Fault, KeyPath } from "../messages/fault.ts";
import type { TenantServer } from "../tenant.ts";
import { faultAt, type TenantView } from "./tenant-view.ts";
import { hasIpv4In } from "./zone-mode.ts";

/** Faults of a tenant's servers: what they are, where they stand, which host numbers they take. */
export function serverFaults(view: TenantView): Fault[] {
  return [
    ...declarationFaults(view),
    ...view.tenant.servers.flatMap((server) => [...placeFaults(view, server), ...hostRangeFaults(view, server)]),
    ...collisionFaults(view),
  ];
}

/** What the file says of servers that the standard or the templates do not know. */
function declarationFaults({ agency, standard, province, file }: TenantView): Fault[] {
  return Object.entries(agency.servers ?? {}).flatMap(([name, own]) => {
    const inStandard = standard.servers[name] !== undefined;
    if (own === false) {
      if (inStandard) return [];
      const known = Object.keys(standard.servers);
      return [file.fault(["servers", name], "key", say.nothingToRemove("server", name, known))];
    }
    if (own.template !== undefined || inStandard || province.templates[name]) return [];
    return [file.fault(["servers", name], "key", say.templateMissing(name, Object.keys(province.templates)))];
  });
}

function placeFaults({ tenant, province, file }: TenantView, server: TenantServer): Fault[] {
  const { name, zone, publish, template } = server;
  const zones = tenant.zones.map(({ code }) => code);
  const faults: Fault[] = [];
  if (!zones.includes(zone)) {
    const paths = [
      ["servers", name, "zone"],
      ["zones", zone],
      ["servers", name],
    ];
    faults.push(faultAt(file, paths, say.zoneNotInTenant(zone, zones, name)));
  }
  const addressMode = province.zones[zone]?.addressMode;
  if (zones.includes(zone) && addressMode !== undefined && addressMode !== "dhcpv6-stateful") {
    const paths = [
      ["servers", name, "zone"],
      ["servers", name],
    ];
    // Under SLAAC and stateless DHCPv6 a guest chooses its address itself (RFC 4862, RFC 8415): the plan's never holds.
    faults.push(faultAt(file, paths, say.noFixedAddresses(name, zone, addressMode)));
  }
  const open = [...new Set(province.flows.filter(({ from }) => from === "internet").map(({ to }) => to))];
  if (publish && zones.includes(zone) && !open.includes(zone)) {
    const paths = [
      ["servers", name, "publish"],
      ["servers", name, "zone"],
      ["servers", name],
    ];
    faults.push(faultAt(file, paths, say.notPublishable(name, zone, open)));
  }
  const image = province.images[province.templates[template]?.image ?? ""];
  if (!hasIpv4In(tenant, zone) && image && !image.ipv6Ready) {
    faults.push(faultAt(file, [["servers", name], ["mode"]], say.imageNotIpv6Ready(name, image.name)));
  }
  return faults;
}

function hostRangeFaults({ standard, file }: TenantView, server: TenantServer): Fault[] {
  const [first, last] = hostsOf(server);
  const { hosts } = standard;
  if (first >= hosts.first && last <= hosts.last) return [];
  return [faultAt(file, hostPaths(server), say.hostsOutOfRange(first, last, hosts))];
}

/** Two servers of one zone must not take the same host number: their addresses would be the same. */
function collisionFaults({ tenant, standard, file }: TenantView): Fault[] {
  const faults: Fault[] = [];
  const placed: TenantServer[] = [];
  // The standard's servers were there first, then those of the file from top to bottom: the fault belongs to the later.
  const lineOf = ({ name }: TenantServer): number => file.lineOf(["servers", name]);
  for (const server of tenant.servers.toSorted((a, b) => lineOf(a) - lineOf(b))) {
    const beside = placed.filter(({ zone }) => zone === server.zone);
    const other = beside.find((candidate) => overlap(hostsOf(server), hostsOf(candidate)));
    if (other) {
      const [first, last] = hostsOf(server);
      const shared = [Math.max(first, hostsOf(other)[0]), Math.min(last, hostsOf(other)[1])];
      const hosts = shared[0] === shared[1] ? `${shared[0]}` : `${shared[0]}-${shared[1]}`;
      const free = freeHost(server, tenant.servers, standard.hosts);
      faults.push(faultAt(file, hostPaths(server), say.hostTaken(hosts, server.zone, other.name, free)));
    }
    placed.push(server);
  }
  return faults;
}

function freeHost(
  server: TenantServer,
  servers: readonly TenantServer[],
  { first, last }: { first: number; last: number },
): number | undefined {
  const others = servers.filter(({ name, zone }) => name !== server.name && zone === server.zone);
  for (let host = first; host + server.replicas - 1 <= last; host++) {
    const range: [number, number] = [host, host + server.replicas - 1];
    if (!others.some((other) => overlap(range, hostsOf(other)))) return host;
  }
  return undefined;
}

function hostsOf({ host, replicas }: TenantServer): [number, number] {
  return [host, host + replicas - 1];
}

function overlap([first, last]: [number, number], [otherFirst, otherLast]: [number, number]): boolean {
  return first <= otherLast && otherFirst <= last;
}

function hostPaths({ name }: TenantServer): KeyPath[] {
  return [
    ["servers", name, "host"],
    ["servers", name, "replicas"],
    ["servers", name],
  ];
}

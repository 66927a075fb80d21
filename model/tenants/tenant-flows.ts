import type { KeyPath } from "../messages/fault.ts";
import { compare } from "../order.ts";
import type { ZoneFlow } from "../province.ts";
import type { AgencyFile } from "../schema/agency.ts";
import type { Peer, Tenant, TenantFlow } from "../tenant.ts";

type Allowed = NonNullable<AgencyFile["allow"]>[number];

/**
 * All flows of a tenant, one for each pair of peer and zone and each origin, sorted: the standard ones of the matrix
 * between zones that it has (from the Internet only to zones with a published server), and what its file declares
 * beyond them.
 */
export function tenantFlows(
  zones: Tenant["zones"],
  servers: Tenant["servers"],
  allow: readonly Allowed[],
  matrix: readonly ZoneFlow[],
): TenantFlow[] {
  const own = new Set(zones.map(({ code }) => code));
  const published = new Set(servers.filter(({ publish }) => publish).map(({ zone }) => zone));
  const flows = new Map<string, TenantFlow>();
  const add = (from: Peer, to: string, services: readonly string[], entry?: KeyPath): void => {
    const key = `${peerKey(from)} ${to}`;
    const origin = entry === undefined ? "standard" : "declared";
    const standard = flows.get(`${key} standard`)?.services ?? [];
    const wanted = entry === undefined ? services : services.filter((service) => !standard.includes(service));
    if (wanted.length === 0) return;
    const known = flows.get(`${key} ${origin}`);
    const all = new Set([...(known?.services ?? []), ...wanted]);
    const keys = entry && { ...Object.fromEntries(wanted.map((service) => [service, entry])), ...known?.keys };
    flows.set(`${key} ${origin}`, { from, to, services: [...all].toSorted(), origin, ...(keys && { keys }) });
  };

  for (const { from, to, services, grant } of matrix) {
    if (grant !== "standard" || !own.has(to)) continue;
    if (from === "internet" && published.has(to)) add({ kind: "internet" }, to, services);
    if (own.has(from)) add({ kind: "zone", zone: from }, to, services);
  }
  allow.forEach(({ from, to, services }, index) => add(peerOf(from), to, services, ["allow", index]));
  return [...flows].toSorted(([a], [b]) => compare(a, b)).map(([, flow]) => flow);
}

/** The peer that `from` of a file's `allow` means. */
export function peerOf(from: Allowed["from"]): Peer {
  if (typeof from === "object") return { kind: "agency", ...from };
  return from === "internet" ? { kind: "internet" } : { kind: "zone", zone: from };
}

/** What the matrix calls a peer: `internet`, `agency`, or the zone's code. */
export function matrixSource(peer: Peer): string {
  return peer.kind === "zone" ? peer.zone : peer.kind;
}

function peerKey(peer: Peer): string {
  if (peer.kind === "internet") return "internet";
  return peer.kind === "zone" ? `zone ${peer.zone}` : `agency ${peer.agency} ${peer.zone}`;
}

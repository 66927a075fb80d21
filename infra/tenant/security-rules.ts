import { formatBoth } from "../../address-plan/prefixes/prefix.ts";
import type { TenantPeer, TenantRule } from "../../components/agency-tenant/tenant-args.ts";
import type { NamedService } from "../../components/security-group/rules.ts";
import type { Peer, Tenant, TenantFlow } from "../../model/tenant.ts";
import type { Origin } from "../origins.ts";
import type { Repository } from "../repository/repository.ts";
import { zonePlanIn } from "./tenant-facts.ts";

/** A rule of a zone, declared once for both families, and who declares it. */
export interface ZoneRule extends TenantRule {
  /** By service the key of stacks/ that declares it; absent for a standard flow. */
  declared?: Record<string, Origin>;
}

/**
 * The rules of every zone of a tenant, from its flows and from the flows that other agencies allow it (they declare on
 * the receiving side; the sending side opens its egress by itself). By zone code; deterministic order.
 */
export function zoneRules(
  repository: Pick<Repository, "province" | "plan" | "tenants">,
  tenant: Tenant,
): Record<string, ZoneRule[]> {
  const own = new Set(tenant.zones.map((zone) => zone.code));
  const rules: Record<string, ZoneRule[]> = Object.fromEntries([...own].toSorted().map((zone) => [zone, []]));
  // A service's description is for readers of stacks/: no resource holds it.
  const services = (names: readonly string[]): NamedService[] =>
    names.flatMap((service) => {
      const known = repository.province.services[service];
      return known === undefined ? [] : [{ name: known.name, ports: known.ports }];
    });

  const agencyPeer = (agency: string, zone: string): TenantPeer => {
    return { kind: "prefixes", name: `${agency}/${zone}`, ...formatBoth(zonePlanIn(repository, agency, zone)) };
  };
  const peerOf = (peer: Peer): TenantPeer => {
    if (peer.kind === "internet") return { kind: "anywhere" };
    return peer.kind === "zone" ? { kind: "zone", zone: peer.zone } : agencyPeer(peer.agency, peer.zone);
  };

  for (const flow of tenant.flows) {
    const what = { services: services(flow.services), ...declaredBy(tenant, flow) };
    rules[flow.to]?.push({ direction: "ingress", peer: peerOf(flow.from), ...what });
    if (flow.from.kind === "zone") {
      rules[flow.from.zone]?.push({ direction: "egress", peer: { kind: "zone", zone: flow.to }, ...what });
    }
  }
  for (const { by, zone, flow } of flowsByOrigin(repository.tenants).get(tenant.code) ?? []) {
    const what = { services: services(flow.services), ...declaredBy(by, flow) };
    rules[zone]?.push({ direction: "egress", peer: agencyPeer(by.code, flow.to), ...what });
  }
  return rules;
}

const declaredBy = ({ source: file }: Tenant, { keys }: TenantFlow): Pick<ZoneRule, "declared"> | undefined =>
  keys && {
    declared: Object.fromEntries(Object.entries(keys).map(([service, path]) => [service, { file, path }])),
  };

/** A flow that agency `by` allows another one, out of that one's zone. */
interface GrantedFlow {
  by: Tenant;
  zone: string;
  flow: TenantFlow;
}

const granted = new WeakMap<Record<string, Tenant>, Map<string, GrantedFlow[]>>();

/** Flows that agencies allow each other, by the agency that they come from; found once for all tenants of a province. */
function flowsByOrigin(tenants: Record<string, Tenant>): Map<string, GrantedFlow[]> {
  const known = granted.get(tenants);
  if (known !== undefined) return known;
  const byOrigin = new Map<string, GrantedFlow[]>();
  for (const by of Object.values(tenants)) {
    for (const flow of by.flows) {
      if (flow.from.kind !== "agency") continue;
      const { agency, zone } = flow.from;
      const others = byOrigin.get(agency);
      if (others === undefined) byOrigin.set(agency, [{ by, zone, flow }]);
      else others.push({ by, zone, flow });
    }
  }
  granted.set(tenants, byOrigin);
  return byOrigin;
}

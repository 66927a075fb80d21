import { zonePlanOf } from "../../address-plan/plan-of.ts";
import type { AddressPlan } from "../../address-plan/plan.ts";
import type { Province, Service } from "../../model/province.ts";
import type { Peer, Tenant, TenantFlow } from "../../model/tenant.ts";
import type { Origin } from "../origins.ts";

/** Who is on the other side of a flow, as plain data; the component turns a zone into its security group. */
export type FlowPeer =
  | { kind: "anywhere" }
  | { kind: "zone"; zone: string }
  | { kind: "prefixes"; name: string; ipv4: string; ipv6: string };

/** One allowed flow seen from one zone, declared once for both families. */
export interface ZoneRule {
  direction: "ingress" | "egress";
  peer: FlowPeer;
  services: Service[];
  /** By service the key of stacks/ that declares it; absent for a standard flow. */
  declared?: Record<string, Origin>;
}

/**
 * The rules of every zone of a tenant, from its flows and from the flows that other agencies allow it (they declare on
 * the receiving side; the sending side opens its egress by itself). By zone code; deterministic order.
 */
export function zoneRules(
  province: Province,
  plan: AddressPlan,
  tenants: Record<string, Tenant>,
  tenant: Tenant,
): Record<string, ZoneRule[]> {
  const own = new Set(tenant.zones.map((zone) => zone.code));
  const rules: Record<string, ZoneRule[]> = Object.fromEntries([...own].toSorted().map((zone) => [zone, []]));
  const services = (names: readonly string[]): Service[] =>
    names.map((name) => province.services[name]).filter((service) => service !== undefined);

  const agencyPeer = (agency: string, zone: string): FlowPeer => {
    const site = plan.sites[agency];
    const nibble = province.zones[zone]?.nibble;
    if (site === undefined || nibble === undefined)
      throw new Error(`no addresses for zone ${zone} of agency ${agency}`);
    const { ipv4, ipv6 } = zonePlanOf(site, zone, nibble);
    return { kind: "prefixes", name: `${agency}/${zone}`, ipv4, ipv6 };
  };
  const peerOf = (peer: Peer): FlowPeer => {
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
  for (const { by, zone, flow } of flowsByOrigin(tenants).get(tenant.code) ?? []) {
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

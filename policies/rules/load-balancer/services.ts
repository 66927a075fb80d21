import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cloudName, knownText, listOf, tagOf, textOf } from "../../resources/inputs.ts";
import { vipFamily } from "../../resources/load-balancer/address.ts";
import type { Family } from "../../resources/network-families.ts";
import { pairKeys, withoutFamily } from "../../resources/paired-name.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import * as type from "../../resources/types.ts";

/** The load balancers of one service: Octavia gives each one address, so a service of both families is a pair. */
export interface Service {
  name: string;
  balancers: Record<Family, JudgedResource[]>;
  /** Load balancers whose family cannot be known yet. */
  unknown: JudgedResource[];
}

/** Tag that names the service of a load balancer: `svc:portal`. */
export const SERVICE_TAG = "svc";

/**
 * The services of a stack: load balancers of one `svc` tag, or else of one name but for the family in it.
 * Undefined while a load balancer's tags are unknown: it may belong to any service.
 */
export function servicesOf(graph: ResourceGraph): Service[] | undefined {
  const services = new Map<string, Service>();
  // By URN: a state lists load balancers in another order than a plan.
  for (const balancer of graph.all(type.LOAD_BALANCER).toSorted((a, b) => compare(a.urn, b.urn))) {
    const tagged = tagOf(balancer, SERVICE_TAG);
    if (tagged === UNKNOWN) return undefined;
    const family = vipFamily(balancer, graph);
    const own = cloudName(balancer);
    const name = tagged ?? (family === UNKNOWN ? own : withoutFamily(own, family));
    for (const key of tagged === undefined ? pairKeys(own, family) : [`${SERVICE_TAG}:${tagged}`]) {
      const service = services.get(key) ?? { name, balancers: { 4: [], 6: [] }, unknown: [] };
      services.set(key, service);
      if (family === UNKNOWN) service.unknown.push(balancer);
      else service.balancers[family].push(balancer);
    }
  }
  return [...services.values()];
}

/** Upper-case text of a protocol, TLS version or action, as Octavia takes it in either case. */
export function upper(value: unknown): string | typeof UNKNOWN | undefined {
  const text = textOf(value);
  return typeof text === "string" ? text.toUpperCase() : text;
}

/** Sorted texts of a list, or `UNKNOWN` when one is not known yet. */
export function sortedTexts(value: unknown): string[] | typeof UNKNOWN {
  const list = listOf(value);
  if (list === UNKNOWN || list.includes(UNKNOWN)) return UNKNOWN;
  return list.flatMap((entry) => knownText(entry) ?? []).toSorted();
}

import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { tagOf } from "../inputs.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import * as type from "../types.ts";
import { PUBLIC_ZONES } from "../zones.ts";
import { vipSubnets } from "./address.ts";

/**
 * A function that tells whether a load balancer is surely public: the tag `exposure` of the subject (a listener of it,
 * say) or its own says it; else a floating IP before it, or its zone.
 */
export function publicReader(graph: ResourceGraph): (balancer: JudgedResource, subject?: JudgedResource) => boolean {
  const published = new Set(
    graph.all(type.FLOATING_IP).flatMap((address) => graph.made(address, "portId", type.LOAD_BALANCER)),
  );
  return (balancer, subject = balancer) => {
    for (const each of [subject, balancer]) {
      const exposure = tagOf(each, "exposure");
      if (exposure === UNKNOWN) return false;
      if (exposure !== undefined) return exposure === "public";
    }
    if (published.has(balancer)) return true;
    const zones = [balancer, ...vipSubnets(balancer, graph)].map((resource) => tagOf(resource, "zone"));
    return zones.some((zone) => typeof zone === "string" && PUBLIC_ZONES.includes(zone));
  };
}

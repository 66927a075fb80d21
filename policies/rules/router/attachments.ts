import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, ROUTER, ROUTER_INTERFACE, SUBNET } from "../../resources/types.ts";
import { byRouter } from "./router-key.ts";

/** The subnets that one router is attached to. */
export interface Attachments {
  /** The router, or the first interface of a router made elsewhere. */
  subject: JudgedResource;
  subnets: Set<JudgedResource>;
  /** False when an interface's subnet cannot be known yet. */
  complete: boolean;
}

/** Attachments of the routers that the stack attaches subnets to. */
export function attachmentsOf(graph: ResourceGraph): Attachments[] {
  const { by: routers, perhaps } = byRouter(graph.all(ROUTER_INTERFACE), graph);
  return [...routers].map(([key, legs]) => {
    const subnets = legs.map((leg) => subnetsOfLeg(leg, graph));
    return {
      subject: resourceOf(graph.link(legs[0]!, "routerId", ROUTER)) ?? legs[0]!,
      subnets: new Set(subnets.flatMap((each) => (each === UNKNOWN ? [] : each))),
      complete: !perhaps(key) && !subnets.includes(UNKNOWN),
    };
  });
}

/** Subnets of this stack that one interface attaches; a subnet made elsewhere is none. */
function subnetsOfLeg(leg: JudgedResource, graph: ResourceGraph): JudgedResource[] | typeof UNKNOWN {
  const subnet = graph.link(leg, "subnetId", SUBNET);
  if (subnet.kind === "resource") return [subnet.resource];
  if (subnet.kind === "outside") return [];
  const port = graph.link(leg, "portId", PORT);
  if (port.kind !== "resource") return UNKNOWN;
  const fixedIps = graph.fixedIpsOf(port.resource);
  if (fixedIps === UNKNOWN || fixedIps.length === 0) return UNKNOWN;
  if (fixedIps.some((fixedIp) => fixedIp.subnet.kind === "unknown" || fixedIp.subnet.kind === "absent")) return UNKNOWN;
  return fixedIps.flatMap((fixedIp) => resourceOf(fixedIp.subnet) ?? []);
}

import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, ROUTER, ROUTER_INTERFACE, SUBNET } from "../../resources/types.ts";

/** The subnets that one router is attached to. */
export interface Attachments {
  /** The router, or the first interface of a router made elsewhere. */
  subject: JudgedResource;
  subnets: Set<JudgedResource>;
  /** False when an interface's subnet cannot be known yet. */
  complete: boolean;
}

/** Attachments of every router of the stack, and of routers made elsewhere that the stack attaches subnets to. */
export function attachmentsOf(graph: ResourceGraph): Attachments[] {
  const routers = new Map<string, Attachments>(
    graph.all(ROUTER).map((router) => [router.urn, { subject: router, subnets: new Set(), complete: true }]),
  );
  let loose = false;
  for (const leg of graph.all(ROUTER_INTERFACE)) {
    const router = graph.link(leg, "routerId", ROUTER);
    if (router.kind === "unknown" || router.kind === "absent") {
      loose = true;
      continue;
    }
    const key = router.kind === "resource" ? router.resource.urn : router.key;
    const attachments = routers.get(key) ?? { subject: leg, subnets: new Set(), complete: true };
    routers.set(key, attachments);
    const subnets = subnetsOfLeg(leg, graph);
    if (subnets === UNKNOWN) attachments.complete = false;
    else for (const subnet of subnets) attachments.subnets.add(subnet);
  }
  // An interface whose router is not known may belong to any of them.
  return [...routers.values()].map((each) => ({ ...each, complete: each.complete && !loose }));
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
  return fixedIps.flatMap((fixedIp) => (fixedIp.subnet.kind === "resource" ? [fixedIp.subnet.resource] : []));
}

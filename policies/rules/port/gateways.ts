import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, ROUTER_INTERFACE } from "../../resources/types.ts";

/** Ports that are a router's legs: a router takes one port for each family, and filters nothing on it. */
export function gatewayPorts(graph: ResourceGraph): ReadonlySet<JudgedResource> {
  return new Set(
    graph.all(ROUTER_INTERFACE).flatMap((leg) => {
      const port = graph.link(leg, "portId", PORT);
      return port.kind === "resource" ? [port.resource] : [];
    }),
  );
}

/** True when a router's leg may be any port, since its own cannot be known yet. */
export function hasLooseGateway(graph: ResourceGraph): boolean {
  return graph.all(ROUTER_INTERFACE).some((leg) => graph.link(leg, "portId", PORT).kind === "unknown");
}

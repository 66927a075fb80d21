import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { ROUTER } from "../../resources/types.ts";

/** What is equal for resources of one router, of the stack or made elsewhere; undefined while it cannot be known. */
export function routerKey(resource: JudgedResource, graph: ResourceGraph): string | undefined {
  const router = graph.link(resource, "routerId", ROUTER);
  if (router.kind === "resource") return router.resource.urn;
  return router.kind === "outside" ? router.key : undefined;
}

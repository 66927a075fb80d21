import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { ROUTER } from "../../resources/types.ts";

/** Resources by the router that their `routerId` names, of the stack or made elsewhere. */
export interface ByRouter {
  /** By a key that is equal for one router. */
  by: ReadonlyMap<string, readonly JudgedResource[]>;
  /** True when one whose router cannot be known yet may be that router's. */
  perhaps: (key: string) => boolean;
}

export function byRouter(resources: readonly JudgedResource[], graph: ResourceGraph): ByRouter {
  const by = new Map<string, JudgedResource[]>();
  const among = new Set<string>();
  let anywhere = false;
  for (const resource of resources) {
    const router = graph.link(resource, "routerId", ROUTER);
    if (router.kind === "unknown") for (const { urn } of router.among ?? []) among.add(urn);
    if (router.kind === "unknown" && router.among === undefined) anywhere = true;
    if (router.kind !== "resource" && router.kind !== "outside") continue;
    const key = router.kind === "resource" ? router.resource.urn : router.key;
    const same = by.get(key);
    if (same) same.push(resource);
    else by.set(key, [resource]);
  }
  return { by, perhaps: (key) => anywhere || among.has(key) };
}

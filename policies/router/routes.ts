import { parseCidr, type Cidr } from "../cidr.ts";
import { textOf, type Known } from "../inputs.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { ROUTER, ROUTER_ROUTE } from "../types.ts";

/** One static route of the stack. */
export interface Route {
  resource: JudgedResource;
  destination: Known<Cidr>;
  nextHop: Known<Cidr>;
}

export interface RoutesByRouter {
  /** Routes by router; those of a router made elsewhere are kept together too. */
  routers: Route[][];
  all: Route[];
  /** True when a route's router cannot be known yet: it may belong to any of them. */
  loose: boolean;
}

export function routesByRouter(graph: ResourceGraph): RoutesByRouter {
  const routers = new Map<string, Route[]>();
  const all: Route[] = [];
  let loose = false;
  for (const resource of graph.all(ROUTER_ROUTE)) {
    const route: Route = {
      resource,
      destination: cidrOf(resource.inputs["destinationCidr"]),
      nextHop: cidrOf(resource.inputs["nextHop"]),
    };
    all.push(route);
    const router = graph.link(resource, "routerId", ROUTER);
    if (router.kind === "unknown" || router.kind === "absent") {
      loose = true;
      continue;
    }
    const key = router.kind === "resource" ? router.resource.urn : router.key;
    const routes = routers.get(key);
    if (routes) routes.push(route);
    else routers.set(key, [route]);
  }
  return { routers: [...routers.values()], all, loose };
}

function cidrOf(value: unknown): Known<Cidr> {
  const text = textOf(value);
  return text === UNKNOWN || text === undefined ? text : parseCidr(text);
}

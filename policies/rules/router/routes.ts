import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { parseCidr, type Cidr } from "../../resources/cidr.ts";
import { listOf, recordOf, textOf, type Known } from "../../resources/inputs.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, ROUTER_ROUTE, ROUTER_ROUTES } from "../../resources/types.ts";
import { byRouter } from "./router-key.ts";

/** One static route of the stack. */
export interface Route {
  resource: JudgedResource;
  destination: Known<Cidr>;
  nextHop: Known<Cidr>;
  /** The port whose address the next hop surely is, while the address is not known. */
  towards?: JudgedResource;
}

export interface RoutesByRouter {
  /** Routes by router, where no other can be the router's; those of a router made elsewhere are kept together too. */
  routers: Route[][];
  all: Route[];
}

/** Routes of the stack: RouterRoute has one, RouterRoutesV2 several of one router. */
export function routesByRouter(graph: ResourceGraph): RoutesByRouter {
  const all = [
    ...graph.all(ROUTER_ROUTE).map((resource) => routeOf(resource, resource.inputs, "nextHop", graph)),
    ...graph.all(ROUTER_ROUTES).flatMap((resource) => routesOf(resource, graph)),
  ];
  const routes = Map.groupBy(all, ({ resource }) => resource);
  const { by, perhaps } = byRouter([...routes.keys()], graph);
  const known = [...by].filter(([key]) => !perhaps(key));
  return { routers: known.map(([, resources]) => resources.flatMap((each) => routes.get(each) ?? [])), all };
}

/** Routes that one RouterRoutesV2 adds; one that is not known at all may lead anywhere. */
function routesOf(resource: JudgedResource, graph: ResourceGraph): Route[] {
  const listed = listOf(resource.inputs["routes"]);
  const entries = (listed === UNKNOWN ? [UNKNOWN] : listed).map((entry) =>
    entry === UNKNOWN ? { destinationCidr: UNKNOWN, nextHop: UNKNOWN } : (recordOf(entry) ?? {}),
  );
  // Dependencies are those of the whole list: with several unknown next hops nobody can tell whose is which.
  const open = entries.filter(({ nextHop }) => textOf(nextHop) === UNKNOWN).length;
  return entries.map((entry) => routeOf(resource, entry, open === 1 ? "routes" : undefined, graph));
}

function routeOf(
  resource: JudgedResource,
  values: Record<string, unknown>,
  property: string | undefined,
  graph: ResourceGraph,
): Route {
  const nextHop = cidrOf(values["nextHop"]);
  const made = nextHop === UNKNOWN && property !== undefined ? graph.made(resource, property, PORT) : [];
  const towards = made.length === 1 ? { towards: made[0]! } : {};
  return { resource, destination: cidrOf(values["destinationCidr"]), nextHop, ...towards };
}

function cidrOf(value: unknown): Known<Cidr> {
  const text = textOf(value);
  return text === UNKNOWN || text === undefined ? text : parseCidr(text);
}

import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { listOf, recordOf } from "../../resources/inputs.ts";
import { graphOf, type Owned, type ResourceGraph } from "../../resources/resource-graph.ts";
import * as type from "../../resources/types.ts";
import { nameOf, violation } from "../../violation.ts";
import { aspectsOf, connectionLimit, l7Of, listenerKey, type L7 } from "./listeners.ts";
import { servicesOf } from "./services.ts";

/** LB-02. */
export const listenerParity: StackPolicy = {
  id: "LB-02",
  slug: "listener-parity",
  title: "Both load balancers of a service listen alike",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1; a connection limit is asked for at security level 3 and above",
  familyRelated: true,
  why: "A service that answers differently by family is broken for half of its users, and a source filter or a limit on one family only protects nothing.",
  serves: ["R1-09", "R1-43"],
  source: [
    "RFC 9099 section 3",
    "Octavia API reference, listeners: allowed_cidrs are of the family of the load balancer's address",
  ],
  fix: "declare the listeners of both load balancers from one list",
  check(resources, context) {
    const graph = graphOf(resources);
    return [...checkPairs(graph, context), ...checkLimits(graph, context), ...checkMembers(graph)];
  },
};

function checkPairs(graph: ResourceGraph, context: PolicyContext): Violation[] {
  const listeners = graph.ownedBy(type.LISTENER, "loadbalancerId", type.LOAD_BALANCER);
  const l7 = l7Of(graph);
  return (servicesOf(graph) ?? []).flatMap(({ balancers }) => {
    // Which of several is the other one's twin cannot be told; LB-01 asks for a pair.
    const [ipv4, ...more4] = balancers[4];
    const [ipv6, ...more6] = balancers[6];
    if (!ipv4 || !ipv6 || more4.length > 0 || more6.length > 0) return [];
    return comparePair({ ipv4, ipv6 }, listeners, l7, context);
  });
}

function comparePair(
  { ipv4, ipv6 }: { ipv4: JudgedResource; ipv6: JudgedResource },
  listeners: Owned,
  l7: L7,
  context: PolicyContext,
): Violation[] {
  const of4 = keyed(listeners.by.get(ipv4) ?? []);
  const of6 = keyed(listeners.by.get(ipv6) ?? []);
  const faults: Violation[] = [];
  const missing = (balancer: JudgedResource, other: JudgedResource, key: string): void => {
    faults.push(
      violation(listenerParity, balancer, {
        found: `has no listener ${key}, which ${nameOf(other)} has`,
        wanted: "the same listeners in both families",
        fix: `add a Listener ${key} to it, or remove the other one`,
      }),
    );
  };
  // A listener that cannot be placed or read yet may be the one that lacks.
  const placed = [ipv4, ipv6].every((balancer) => listeners.perhaps(balancer).length === 0);
  if (placed && of4.complete && of6.complete) {
    for (const key of of4.by.keys()) if (!of6.by.has(key)) missing(ipv6, ipv4, key);
    for (const key of of6.by.keys()) if (!of4.by.has(key)) missing(ipv4, ipv6, key);
  }
  for (const [key, listener] of of6.by) {
    const twin = of4.by.get(key);
    if (twin) faults.push(...compareListeners(listener, twin, l7, context));
  }
  return faults;
}

function keyed(listeners: readonly JudgedResource[]): { by: Map<string, JudgedResource>; complete: boolean } {
  const by = new Map<string, JudgedResource>();
  let complete = true;
  for (const listener of listeners) {
    const key = listenerKey(listener);
    if (key === undefined) complete = false;
    else by.set(key, listener);
  }
  return { by, complete };
}

function compareListeners(ipv6: JudgedResource, ipv4: JudgedResource, l7: L7, context: PolicyContext): Violation[] {
  const other = aspectsOf(ipv4, l7, context);
  return Object.entries(aspectsOf(ipv6, l7, context)).flatMap(([aspect, own]) => {
    if (own === undefined || other[aspect] === undefined || own === other[aspect]) return [];
    return [
      violation(listenerParity, ipv6, {
        found: `has ${aspect} ${own}, its IPv4 twin ${nameOf(ipv4)} has ${other[aspect]}`,
        wanted: `the same ${aspect} in both families`,
        fix: `give both listeners the same ${aspect}${aspect === "allowedCidrs" ? ", each with the prefixes of its family" : ""}`,
      }),
    ];
  });
}

function checkLimits(graph: ResourceGraph, context: PolicyContext): Violation[] {
  if ((context.securityLevel ?? 0) < 3) return [];
  return graph.all(type.LISTENER).flatMap((listener) =>
    connectionLimit(listener) === undefined
      ? [
          violation(listenerParity, listener, {
            found: "has no connectionLimit",
            wanted: "a limit on connections at security level 3 and above",
            fix: "set connectionLimit to what the servers behind it can bear",
          }),
        ]
      : [],
  );
}

function checkMembers(graph: ResourceGraph): Violation[] {
  const single = graph.ownedBy(type.MEMBER, "poolId", type.POOL);
  const lists = graph.ownedBy(type.MEMBERS, "poolId", type.POOL);
  return graph.all(type.POOL).flatMap((pool) => {
    const filled = (lists.by.get(pool) ?? []).some(hasMembers);
    if (filled || (single.by.get(pool) ?? []).length > 0) return [];
    if ([single, lists].some(({ perhaps }) => perhaps(pool).length > 0)) return [];
    return [
      violation(listenerParity, pool, {
        found: "has no member",
        wanted: "at least one server behind each pool",
        fix: "add a Member to the pool, or remove the pool",
      }),
    ];
  });
}

/** The provider calls the list `members`; one that is not known yet may hold some. */
function hasMembers(members: JudgedResource): boolean {
  const list = listOf(members.inputs["members"]);
  return list === UNKNOWN || list.some((member) => member === UNKNOWN || recordOf(member) !== undefined);
}

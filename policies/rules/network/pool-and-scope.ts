import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrsIn, liesIn, type Cidr } from "../../resources/cidr.ts";
import { booleanOf, numberOf, textOf, type Known } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { ADDRESS_SCOPE, SUBNET_POOL } from "../../resources/types.ts";
import { enumerate, nameOf, violation, type Fault } from "../../violation.ts";

/** NET-13. A scope may be shared: agencies' own pools lie in the province's scope. A pool may not. */
export const poolAndScope: StackPolicy = {
  id: "NET-13",
  slug: "pool-and-scope",
  title: "An IPv6 pool gives out /64s of the plan, in a scope, to one project",
  kind: "stack",
  level: "mandatory",
  why: "A pool that gives out other lengths, or prefixes outside the plan, undoes the address plan behind its back. Without an address scope Neutron routes nothing of it directly.",
  serves: ["R1-25", "AP-02"],
  source: [
    "RFC 4291 section 2.5.4",
    "RFC 5375",
    "Neutron administration guide, subnet pools: default lengths of IPv6 are 64, 64 and 128",
    "Neutron administration guide, address scopes",
  ],
  fix: "use AddressPools, or set minPrefixlen, defaultPrefixlen and maxPrefixlen to 64",
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(SUBNET_POOL).flatMap((pool) => checkPool(pool, graph, context));
  },
};

function checkPool(pool: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const prefixes = cidrsIn(pool.inputs["prefixes"]);
  if (!prefixes.some((prefix) => prefix.family === 6)) return [];
  const faults = [...lengthFaults(pool), ...prefixes.flatMap((prefix) => prefixFaults(prefix, context))];
  const scope = scopeFault(pool, graph);
  if (scope) faults.push(scope);
  if (booleanOf(pool.inputs["shared"]) === true) {
    faults.push({
      found: "is shared",
      wanted: "a pool that belongs to one project",
      fix: "remove shared, and make a pool for each project in the same address scope",
    });
  }
  return faults.map((fault) => violation(poolAndScope, pool, fault));
}

/** Neutron takes 64 for a shortest and default length that is not given, and 128 for the longest. */
function lengthFaults(pool: JudgedResource): Fault[] {
  const min = numberOf(pool.inputs["minPrefixlen"]) ?? 64;
  const normal = numberOf(pool.inputs["defaultPrefixlen"]) ?? min;
  const max = numberOf(pool.inputs["maxPrefixlen"]) ?? 128;
  const lengths: [string, Known<number>][] = [
    ["minPrefixlen", min],
    ["defaultPrefixlen", normal],
    ["maxPrefixlen", max],
  ];
  const wrong = lengths.filter(([, length]) => length !== UNKNOWN && length !== 64);
  if (wrong.length === 0) return [];
  const shown = wrong.map(([input, length]) => {
    const unset = pool.inputs[input] === undefined ? " (unset)" : "";
    return `${input} ${String(length)}${unset}`;
  });
  return [{ found: `has ${enumerate(shown)}`, wanted: "64 for all three lengths of an IPv6 pool" }];
}

function prefixFaults(prefix: Cidr, context: PolicyContext): Fault[] {
  if (prefix.family === 4) return [];
  if (prefix.length % 4 !== 0 || prefix.length > 64) {
    return [
      {
        found: `has the prefix ${prefix.canonical}`,
        wanted: "prefixes on a nibble boundary, /64 or shorter",
        fix: "take the prefix as the address plan gives it: province address show",
      },
    ];
  }
  const plan = [...(context.aggregates?.ipv6 ?? []), ...(context.ulaPrefixes ?? [])];
  if (!context.aggregates || liesIn(plan, prefix)) return [];
  return [
    {
      found: `has the prefix ${prefix.canonical}, which is outside the plan`,
      wanted: `prefixes inside ${enumerate(plan)}`,
      fix: "take the prefix as the address plan gives it: province address show",
    },
  ];
}

function scopeFault(pool: JudgedResource, graph: ResourceGraph): Fault | undefined {
  if (textOf(pool.inputs["addressScopeId"]) === undefined) {
    return {
      found: "has no address scope",
      wanted: "an AddressScope with ipVersion 6",
      fix: "set addressScopeId to the province's IPv6 scope",
    };
  }
  const scope = graph.link(pool, "addressScopeId", ADDRESS_SCOPE);
  if (scope.kind !== "resource") return undefined;
  const version = numberOf(scope.resource.inputs["ipVersion"]) ?? 4;
  if (version === 6 || version === UNKNOWN) return undefined;
  return {
    found: `lies in ${nameOf(scope.resource)} of ipVersion ${version}`,
    wanted: "an AddressScope with ipVersion 6",
    fix: "set addressScopeId to the province's IPv6 scope",
  };
}

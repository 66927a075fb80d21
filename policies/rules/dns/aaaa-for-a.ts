import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { LOAD_BALANCER } from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { RecordSets, type RecordSet } from "./record-sets.ts";

/** DNS-01. */
export const aaaaForA: StackPolicy = {
  id: "DNS-01",
  slug: "aaaa-for-a",
  title: "A name with an A record has an AAAA record",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  why: "Nobody reaches a service over IPv6 while its name has no AAAA record, even when every server behind it has an IPv6 address.",
  serves: ["R1-08"],
  source: ["RFC 3596 section 2", "RFC 7381 section 3.2"],
  fix: "add a RecordSet of type AAAA with the same name and as many addresses",
  check(resources, context) {
    const graph = graphOf(resources);
    const sets = new RecordSets(graph);
    const addresses = sets.ofType("A");
    if (context.mode !== "v6-only") return addresses.flatMap((set) => checkTwin(set, sets));
    const balanced = balancedAddresses(graph);
    return addresses.flatMap((set) => checkV6Only(set, graph, balanced, context));
  },
};

function checkTwin({ resource, name, records }: RecordSet, sets: RecordSets): Violation[] {
  if (typeof name !== "string") return [];
  const twin = sets.find("AAAA", name);
  if (!twin) {
    if (!sets.surelyLacks("AAAA", name)) return [];
    return [
      violation(aaaaForA, resource, {
        found: `is ${name} A without AAAA`,
        wanted: "an AAAA record set of the same name",
      }),
    ];
  }
  if (records === UNKNOWN || twin.records === UNKNOWN || records.length === twin.records.length) return [];
  return [
    violation(aaaaForA, resource, {
      found: `is ${name} with ${count(records.length, "IPv4 address")} and ${count(twin.records.length, "IPv6 address")}`,
      wanted: "as many addresses in each family",
      fix: "list the same servers in both record sets, or have the difference waived",
    }),
  ];
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "es"}`;
}

/** Addresses of the stack's load balancers: what serves IPv4 clients of an IPv6-only service. */
function balancedAddresses(graph: ResourceGraph): ReadonlySet<string> {
  return new Set(graph.all(LOAD_BALANCER).flatMap((balancer) => knownText(balancer.inputs["vipAddress"]) ?? []));
}

function checkV6Only(
  { resource, name, records }: RecordSet,
  graph: ResourceGraph,
  balanced: ReadonlySet<string>,
  context: PolicyContext,
): Violation[] {
  if (leadsToBalancer(resource, records, graph, balanced)) return [];
  return [
    violation(aaaaForA, resource, {
      found: `is ${typeof name === "string" ? `${name} A` : "an A record"} in mode ${context.mode}`,
      wanted: "no A record there, except for a load balancer's IPv4 address",
      fix: "remove the A record, or serve IPv4 clients through a load balancer",
    }),
  ];
}

function leadsToBalancer(
  resource: JudgedResource,
  records: RecordSet["records"],
  graph: ResourceGraph,
  balanced: ReadonlySet<string>,
): boolean {
  if (records === UNKNOWN || records.includes(UNKNOWN)) {
    // Unknown addresses of something else than a load balancer are a server's; without a link nothing can be said.
    const made = resource.propertyDependencies["records"] ?? [];
    return made.length === 0 || graph.made(resource, "records", LOAD_BALANCER).length > 0;
  }
  return records.length > 0 && records.every((record) => typeof record === "string" && balanced.has(record));
}

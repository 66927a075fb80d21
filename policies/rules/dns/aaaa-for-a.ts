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
  title: { en: "A name with an A record has an AAAA record", vi: "Tên có bản ghi A thì có bản ghi AAAA" },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  why: {
    en: "Nobody reaches a service over IPv6 while its name has no AAAA record, even when every server behind it has an IPv6 address.",
    vi: "Không ai đến được dịch vụ qua IPv6 khi tên của nó chưa có bản ghi AAAA, dù mọi máy chủ phía sau đều có địa chỉ IPv6.",
  },
  serves: ["R1-08"],
  source: ["RFC 3596 section 2", "RFC 7381 section 3.2"],
  fix: {
    en: "add a RecordSet of type AAAA with the same name and as many addresses",
    vi: "thêm một RecordSet loại AAAA cùng tên và có cùng số địa chỉ",
  },
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
        found: { en: `is ${name} A without AAAA`, vi: `là ${name} loại A mà không có AAAA` },
        wanted: { en: "an AAAA record set of the same name", vi: "một bộ bản ghi AAAA cùng tên" },
      }),
    ];
  }
  if (records === UNKNOWN || twin.records === UNKNOWN || records.length === twin.records.length) return [];
  return [
    violation(aaaaForA, resource, {
      found: {
        en: `is ${name} with ${count(records.length, "IPv4 address")} and ${count(twin.records.length, "IPv6 address")}`,
        vi: `là ${name} có ${records.length} địa chỉ IPv4 và ${twin.records.length} địa chỉ IPv6`,
      },
      wanted: { en: "as many addresses in each family", vi: "số địa chỉ như nhau ở hai họ địa chỉ" },
      fix: {
        en: "list the same servers in both record sets, or have the difference waived",
        vi: "ghi cùng những máy chủ đó trong cả hai bộ bản ghi, hoặc xin miễn trừ cho phần khác nhau",
      },
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
      found: {
        en: `is ${typeof name === "string" ? `${name} A` : "an A record"} in mode ${context.mode}`,
        vi: `là ${typeof name === "string" ? `${name} loại A` : "một bản ghi A"} trong chế độ ${context.mode}`,
      },
      wanted: {
        en: "no A record there, except for a load balancer's IPv4 address",
        vi: "không có bản ghi A ở đó, trừ địa chỉ IPv4 của bộ cân bằng tải",
      },
      fix: {
        en: "remove the A record, or serve IPv4 clients through a load balancer",
        vi: "bỏ bản ghi A, hoặc phục vụ máy khách IPv4 qua một bộ cân bằng tải",
      },
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

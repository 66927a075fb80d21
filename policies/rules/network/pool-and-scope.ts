import { listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrsIn, liesIn, type Cidr } from "../../resources/cidr.ts";
import { booleanOf, numberOf, textOf, type Known } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { ADDRESS_SCOPE, SUBNET_POOL } from "../../resources/types.ts";
import { type Fault, named, violation } from "../../violation.ts";

/** NET-13. A scope may be shared: agencies' own pools lie in the province's scope. A pool may not. */
export const poolAndScope: StackPolicy = {
  id: "NET-13",
  slug: "pool-and-scope",
  title: {
    en: "An IPv6 pool gives out /64s of the plan, in a scope, to one project",
    vi: "Pool IPv6 cấp các /64 của quy hoạch, trong một phạm vi địa chỉ, cho một dự án",
  },
  kind: "stack",
  level: "mandatory",
  why: {
    en: "A pool that gives out other lengths, or prefixes outside the plan, undoes the address plan behind its back. Without an address scope Neutron routes nothing of it directly.",
    vi: "Pool cấp độ dài khác, hoặc tiền tố ngoài quy hoạch, phá quy hoạch địa chỉ mà không ai hay. Không có phạm vi địa chỉ, Neutron không định tuyến trực tiếp gì từ pool đó.",
  },
  serves: ["R1-25", "AP-02"],
  source: [
    "RFC 4291 section 2.5.4",
    "RFC 5375",
    "Neutron administration guide, subnet pools: default lengths of IPv6 are 64, 64 and 128",
    "Neutron administration guide, address scopes",
  ],
  fix: {
    en: "use AddressPools, or set minPrefixlen, defaultPrefixlen and maxPrefixlen to 64",
    vi: "dùng AddressPools, hoặc đặt minPrefixlen, defaultPrefixlen và maxPrefixlen thành 64",
  },
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
      found: { en: "is shared", vi: "được chia sẻ" },
      wanted: { en: "a pool that belongs to one project", vi: "một pool thuộc về một dự án" },
      fix: {
        en: "remove shared, and make a pool for each project in the same address scope",
        vi: "bỏ shared, và tạo một pool cho mỗi dự án trong cùng phạm vi địa chỉ",
      },
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
    const value = `${input} ${String(length)}`;
    return pool.inputs[input] === undefined ? { en: `${value} (unset)`, vi: `${value} (để trống)` } : value;
  });
  return [
    {
      found: { en: `has ${listed(shown).en}`, vi: `có ${listed(shown).vi}` },
      wanted: { en: "64 for all three lengths of an IPv6 pool", vi: "64 cho cả ba độ dài của một pool IPv6" },
    },
  ];
}

function prefixFaults(prefix: Cidr, context: PolicyContext): Fault[] {
  if (prefix.family === 4) return [];
  if (prefix.length % 4 !== 0 || prefix.length > 64) {
    return [
      {
        found: { en: `has the prefix ${prefix.canonical}`, vi: `có tiền tố ${prefix.canonical}` },
        wanted: {
          en: "prefixes on a nibble boundary, /64 or shorter",
          vi: "tiền tố ở ranh giới chữ số thập lục phân, /64 hoặc ngắn hơn",
        },
        fix: {
          en: "take the prefix as the address plan gives it: province address show",
          vi: "lấy tiền tố theo quy hoạch địa chỉ: province address show",
        },
      },
    ];
  }
  const plan = [...(context.aggregates?.ipv6 ?? []), ...(context.ulaPrefixes ?? [])];
  if (!context.aggregates || liesIn(plan, prefix)) return [];
  return [
    {
      found: {
        en: `has the prefix ${prefix.canonical}, which is outside the plan`,
        vi: `có tiền tố ${prefix.canonical}, nằm ngoài quy hoạch`,
      },
      wanted: { en: `prefixes inside ${listed(plan).en}`, vi: `tiền tố nằm trong ${listed(plan).vi}` },
      fix: {
        en: "take the prefix as the address plan gives it: province address show",
        vi: "lấy tiền tố theo quy hoạch địa chỉ: province address show",
      },
    },
  ];
}

function scopeFault(pool: JudgedResource, graph: ResourceGraph): Fault | undefined {
  if (textOf(pool.inputs["addressScopeId"]) === undefined) {
    return {
      found: { en: "has no address scope", vi: "không có phạm vi địa chỉ" },
      wanted: { en: "an AddressScope with ipVersion 6", vi: "một AddressScope có ipVersion 6" },
      fix: {
        en: "set addressScopeId to the province's IPv6 scope",
        vi: "đặt addressScopeId là phạm vi địa chỉ IPv6 của tỉnh",
      },
    };
  }
  const scope = graph.link(pool, "addressScopeId", ADDRESS_SCOPE);
  if (scope.kind !== "resource") return undefined;
  const version = numberOf(scope.resource.inputs["ipVersion"]) ?? 4;
  if (version === 6 || version === UNKNOWN) return undefined;
  return {
    found: {
      en: `lies in ${named(scope.resource).en} of ipVersion ${version}`,
      vi: `nằm trong ${named(scope.resource).vi} có ipVersion ${version}`,
    },
    wanted: { en: "an AddressScope with ipVersion 6", vi: "một AddressScope có ipVersion 6" },
    fix: {
      en: "set addressScopeId to the province's IPv6 scope",
      vi: "đặt addressScopeId là phạm vi địa chỉ IPv6 của tỉnh",
    },
  };
}

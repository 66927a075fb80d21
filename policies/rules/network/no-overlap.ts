import { compare } from "../../order.ts";
import type { JudgedResource, StackPolicy } from "../../policy.ts";
import { overlaps, type Cidr } from "../../resources/cidr.ts";
import { cidrOf } from "../../resources/network-families.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { ADDRESS_SCOPE, SUBNET, SUBNET_POOL } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** NET-04. */
export const noOverlap: StackPolicy = {
  id: "NET-04",
  slug: "no-overlap",
  title: { en: "Subnets of a stack do not overlap", vi: "Các mạng con của một stack không chồng lấn" },
  kind: "stack",
  level: "mandatory",
  serves: ["R2-07"],
  source: ["RFC 4291", "Neutron address scopes: addresses are unique within a scope"],
  why: {
    en: "Two subnets that share addresses can't both be routed. IPv6 has no NAT to hide behind, so one of them must be renumbered sooner or later.",
    vi: "Hai mạng con có chung địa chỉ không thể cùng được định tuyến. IPv6 không có NAT để che, nên sớm muộn một mạng con phải đổi địa chỉ.",
  },
  fix: {
    en: "give one of the two another prefix of the address plan",
    vi: "cho một trong hai một tiền tố khác của quy hoạch địa chỉ",
  },
  check(resources) {
    const graph = graphOf(resources);
    const subnets = graph
      .all(SUBNET)
      .flatMap((subnet) => {
        const cidr = cidrOf(subnet);
        return cidr ? [{ subnet, cidr, scope: scopeOf(subnet, graph) }] : [];
      })
      .toSorted(byPlace);
    // Sorted by first address, a subnet can only overlap those before it that reach that far.
    const open: typeof subnets = [];
    return subnets.flatMap((current) => {
      open.splice(0, open.length, ...open.filter(({ cidr }) => overlaps(cidr, current.cidr)));
      const other = open.find(({ scope }) => !scope || !current.scope || scope === current.scope);
      // What overlaps a subnet inside one that stays open, of the same scope, overlaps that one too.
      if (!other || other.scope !== current.scope) open.push(current);
      if (!other) return [];
      const found = {
        en: `is ${current.cidr.canonical} and overlaps ${named(other.subnet).en} (${other.cidr.canonical})`,
        vi: `là ${current.cidr.canonical} và chồng lấn ${named(other.subnet).vi} (${other.cidr.canonical})`,
      };
      return [
        violation(noOverlap, current.subnet, {
          found,
          wanted: { en: "prefixes that share no address", vi: "các tiền tố không có chung địa chỉ nào" },
        }),
      ];
    });
  },
};

function byPlace(a: { subnet: JudgedResource; cidr: Cidr }, b: { subnet: JudgedResource; cidr: Cidr }): number {
  return (
    a.cidr.family - b.cidr.family ||
    Number(a.cidr.first - b.cidr.first) ||
    a.cidr.length - b.cidr.length ||
    compare(a.subnet.urn, b.subnet.urn)
  );
}

/** URN of the address scope that the subnet's pool belongs to, when the stack shows it. */
function scopeOf(subnet: JudgedResource, graph: ResourceGraph): string | undefined {
  const pool = resourceOf(graph.link(subnet, "subnetpoolId", SUBNET_POOL));
  return pool && resourceOf(graph.link(pool, "addressScopeId", ADDRESS_SCOPE))?.urn;
}

import { bothOf, listed, type Text } from "../../messages/text.ts";
import type { JudgedResource, PolicyContext, ResourcePolicy } from "../../policy.ts";
import { cidrIn, cidrsIn, contains, isUniqueLocal, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { tagOf } from "../../resources/inputs.ts";
import { vipSubnets } from "../../resources/load-balancer/address.ts";
import { publicReader } from "../../resources/load-balancer/exposure.ts";
import { isUniqueLocalSubnet } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { LOAD_BALANCER, SUBNET, SUBNET_POOL } from "../../resources/types.ts";
import { writtenPrefixes } from "../../resources/written-prefixes.ts";
import { V6_ONLY_ZONE } from "../../resources/zones.ts";
import { type Fault, named, violation } from "../../violation.ts";

/** Zones whose traffic never leaves the province. */
const ULA_ZONES: readonly string[] = ["storage", "mgmt", V6_ONLY_ZONE];
const LOCALLY_ASSIGNED = parseCidr("fd00::/8")!;

/** NET-09. That no public record holds such an address is DNS-02's finding. */
export const ulaRestricted: ResourcePolicy = {
  id: "NET-09",
  slug: "ula-restricted",
  title: {
    en: "Unique local addresses are random, planned and internal",
    vi: "Địa chỉ cục bộ (ULA) được chọn ngẫu nhiên, theo quy hoạch và chỉ dùng bên trong",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25", "AP-21"],
  source: ["RFC 4193 sections 3.1 and 3.2.2", "RFC 9099 section 2.1.2"],
  why: {
    en: "Unique local addresses that are not random collide when two networks meet, and a public service on one is unreachable from outside.",
    vi: "Địa chỉ cục bộ (ULA) không ngẫu nhiên sẽ trùng nhau khi hai mạng nối với nhau, và dịch vụ công khai dùng địa chỉ đó thì bên ngoài không đến được.",
  },
  fix: {
    en: "take a global prefix of the address plan; in zones storage, mgmt and v6only also a /64 of a planned fd00::/8 prefix with a random id",
    vi: "dùng một tiền tố toàn cầu của quy hoạch địa chỉ; trong vùng storage, mgmt và v6only cũng có thể dùng một /64 của tiền tố fd00::/8 theo quy hoạch, có định danh ngẫu nhiên",
  },
  check(resource, context) {
    if (resource.type !== SUBNET && resource.type !== SUBNET_POOL) return [];
    return writtenPrefixes(resource).flatMap(({ cidr }) => {
      if (!isUniqueLocal(cidr)) return [];
      const fault = judge(resource, cidr, context);
      return fault ? [violation(ulaRestricted, resource, fault)] : [];
    });
  },
  checkStack(resources) {
    const graph = graphOf(resources);
    const isPublic = publicReader(graph);
    return graph.all(LOAD_BALANCER).flatMap((balancer) => {
      const address = isPublic(balancer) ? uniqueLocalVip(balancer, graph) : undefined;
      if (address === undefined) return [];
      return [
        violation(ulaRestricted, balancer, {
          found: {
            en: `is public and has a unique local address (${address.en})`,
            vi: `là công khai mà có địa chỉ cục bộ (ULA) (${address.vi})`,
          },
          wanted: {
            en: "a global address for what the Internet is to reach",
            vi: "địa chỉ toàn cầu cho những gì Internet cần đến được",
          },
          fix: {
            en: "take the address of a subnet with a global prefix of the plan",
            vi: "lấy địa chỉ của một mạng con có tiền tố toàn cầu thuộc quy hoạch",
          },
        }),
      ];
    });
  },
};

/** What shows that a load balancer's address is unique local: the address, or the subnet that it surely lies in. */
function uniqueLocalVip(balancer: JudgedResource, graph: ResourceGraph): Text | undefined {
  const address = cidrIn(balancer.inputs["vipAddress"]);
  if (address) return isUniqueLocal(address) ? bothOf(address.canonical.split("/")[0]!) : undefined;
  const subnets = vipSubnets(balancer, graph);
  return subnets.length === 1 && isUniqueLocalSubnet(subnets[0]!) ? named(subnets[0]!) : undefined;
}

function judge(resource: JudgedResource, cidr: Cidr, context: PolicyContext): Fault | undefined {
  const found = {
    en: `has the unique local prefix ${cidr.canonical}`,
    vi: `có tiền tố cục bộ (ULA) ${cidr.canonical}`,
  };
  if (!contains(LOCALLY_ASSIGNED, cidr))
    return {
      found,
      wanted: {
        en: "a prefix inside fd00::/8: the rest of fc00::/7 is not assigned",
        vi: "một tiền tố trong fd00::/8: phần còn lại của fc00::/7 chưa được cấp",
      },
    };
  if (cidr.length < 48 || !looksRandom(cidr))
    return {
      found,
      wanted: {
        en: "a prefix inside a /48 with a random 40-bit id",
        vi: "một tiền tố trong một /48 có định danh 40 bit ngẫu nhiên",
      },
    };
  const planned = cidrsIn(context.ulaPrefixes);
  const shownPrefixes = planned.map((prefix) => prefix.canonical).toSorted();
  if (planned.length > 0 && !planned.some((prefix) => contains(prefix, cidr))) {
    return {
      found,
      wanted: {
        en: `a prefix of the plan (${listed(shownPrefixes).en})`,
        vi: `một tiền tố của quy hoạch (${listed(shownPrefixes).vi})`,
      },
    };
  }
  const zone = tagOf(resource, "zone");
  if (resource.type === SUBNET && typeof zone === "string" && !ULA_ZONES.includes(zone)) {
    return {
      found: { en: `${found.en} in zone ${zone}`, vi: `${found.vi} trong vùng ${zone}` },
      wanted: {
        en: `unique local addresses in zones ${listed(ULA_ZONES).en} only`,
        vi: `địa chỉ cục bộ (ULA) chỉ trong vùng ${listed(ULA_ZONES).vi}`,
      },
    };
  }
  return undefined;
}

/** Fewer than 5 of 10 hexadecimal digits other than 0 happen by chance once in 100,000 random ids. */
function looksRandom(cidr: Cidr): boolean {
  const id = (cidr.first >> 80n) & 0xff_ffff_ffffn;
  return id.toString(16).replaceAll("0", "").length >= 5;
}

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
import { enumerate, nameOf, violation, type Fault } from "../../violation.ts";

/** Zones whose traffic never leaves the province. */
const ULA_ZONES: readonly string[] = ["storage", "mgmt", V6_ONLY_ZONE];
const LOCALLY_ASSIGNED = parseCidr("fd00::/8")!;

/** NET-09. That no public record holds such an address is DNS-02's finding. */
export const ulaRestricted: ResourcePolicy = {
  id: "NET-09",
  slug: "ula-restricted",
  title: "Unique local addresses are random, planned and internal",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25", "AP-21"],
  source: ["RFC 4193 sections 3.1 and 3.2.2", "RFC 9099 section 2.1.2"],
  why: "Unique local addresses that are not random collide when two networks meet, and a public service on one is unreachable from outside.",
  fix: "take a global prefix of the address plan; in zones storage, mgmt and v6only also a /64 of a planned fd00::/8 prefix with a random id",
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
          found: `is public and has a unique local address (${address})`,
          wanted: "a global address for what the Internet is to reach",
          fix: "take the address of a subnet with a global prefix of the plan",
        }),
      ];
    });
  },
};

/** What shows that a load balancer's address is unique local: the address, or the subnet that it surely lies in. */
function uniqueLocalVip(balancer: JudgedResource, graph: ResourceGraph): string | undefined {
  const address = cidrIn(balancer.inputs["vipAddress"]);
  if (address) return isUniqueLocal(address) ? address.canonical.split("/")[0] : undefined;
  const subnets = vipSubnets(balancer, graph);
  return subnets.length === 1 && isUniqueLocalSubnet(subnets[0]!) ? nameOf(subnets[0]!) : undefined;
}

function judge(resource: JudgedResource, cidr: Cidr, context: PolicyContext): Fault | undefined {
  const found = `has the unique local prefix ${cidr.canonical}`;
  if (!contains(LOCALLY_ASSIGNED, cidr))
    return { found, wanted: "a prefix inside fd00::/8: the rest of fc00::/7 is not assigned" };
  if (cidr.length < 48 || !looksRandom(cidr)) return { found, wanted: "a prefix inside a /48 with a random 40-bit id" };
  const planned = cidrsIn(context.ulaPrefixes);
  if (planned.length > 0 && !planned.some((prefix) => contains(prefix, cidr))) {
    return {
      found,
      wanted: `a prefix of the plan (${enumerate(planned.map((prefix) => prefix.canonical).toSorted())})`,
    };
  }
  const zone = tagOf(resource, "zone");
  if (resource.type === SUBNET && typeof zone === "string" && !ULA_ZONES.includes(zone)) {
    return {
      found: `${found} in zone ${zone}`,
      wanted: `unique local addresses in zones ${enumerate(ULA_ZONES)} only`,
    };
  }
  return undefined;
}

/** Fewer than 5 of 10 hexadecimal digits other than 0 happen by chance once in 100,000 random ids. */
function looksRandom(cidr: Cidr): boolean {
  const id = (cidr.first >> 80n) & 0xff_ffff_ffffn;
  return id.toString(16).replaceAll("0", "").length >= 5;
}

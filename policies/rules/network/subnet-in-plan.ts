import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { contains } from "../../resources/cidr.ts";
import { tagOf } from "../../resources/inputs.ts";
import { cidrOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { zoneHolding, zonePrefix } from "../../resources/zones.ts";
import { enumerate, violation } from "../../violation.ts";

/** NET-03. */
export const subnetInPlan: ResourcePolicy = {
  id: "NET-03",
  slug: "subnet-in-plan",
  title: "A subnet lies in its agency's and zone's prefix",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25"],
  source: ["Address plan, ledger (AP-04, AP-10)"],
  why: "The prefix of an address tells whose it is and in which zone it stands. A subnet outside its agency's prefix escapes routes, firewall rules and audits that trust that.",
  fix: "take the subnet's prefix from the address plan: province address show",
  check(subnet, context) {
    const cidr = subnet.type === SUBNET ? cidrOf(subnet) : undefined;
    // The platform's own subnets (external networks) are in no agency's prefix.
    if (!cidr || !context.zones || context.platform) return [];
    const zone = tagOf(subnet, "zone");
    const held = zoneHolding(context, cidr);
    const agency = context.agency ? `agency ${context.agency}` : "the agency";
    if (zone === UNKNOWN || zone === undefined) {
      if (held) return [];
      const zones = enumerate(Object.keys(context.zones).toSorted());
      return [
        violation(subnetInPlan, subnet, {
          found: `is ${cidr.canonical}`,
          wanted: `a prefix of one of ${agency}'s zones (${zones})`,
        }),
      ];
    }
    const prefix = zonePrefix(context, zone, cidr.family);
    if (!prefix) {
      const zones = enumerate(Object.keys(context.zones).toSorted());
      return [
        violation(subnetInPlan, subnet, {
          found: `is tagged zone:${zone}, which ${agency} does not have`,
          wanted: `one of its zones (${zones})`,
          fix: "correct the tag, or add the zone to the agency's YAML",
        }),
      ];
    }
    if (contains(prefix, cidr)) return [];
    const elsewhere = held ? ` (a prefix of zone ${held})` : "";
    return [
      violation(subnetInPlan, subnet, {
        found: `is ${cidr.canonical}${elsewhere}`,
        wanted: `a prefix inside ${prefix.canonical}, zone ${zone} of ${agency}`,
      }),
    ];
  },
};

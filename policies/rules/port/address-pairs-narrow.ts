import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { cidrsIn } from "../../resources/cidr.ts";
import { listOf, recordOf } from "../../resources/inputs.ts";
import { PORT } from "../../resources/types.ts";
import { zoneHolding } from "../../resources/zones.ts";
import { enumerate, violation } from "../../violation.ts";

/** PRT-03. */
export const addressPairsNarrow: ResourcePolicy = {
  id: "PRT-03",
  slug: "address-pairs-narrow",
  title: "Allowed address pairs are single planned addresses, in both families",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02"],
  source: ["RFC 9099 section 2.5", "Neutron: an allowed address pair switches anti-spoofing off for its range"],
  why: "An allowed address pair switches anti-spoofing off for its range: a wide one lets a server take its neighbours' addresses. A virtual address of one family fails over in that family only.",
  fix: "list each virtual address alone (/32 or /128), its IPv6 twin beside the IPv4 one",
  check(port, context) {
    if (port.type !== PORT) return [];
    const pairs = listOf(port.inputs["allowedAddressPairs"]);
    if (pairs === UNKNOWN || pairs.length === 0) return [];
    const cidrs = cidrsIn(pairs.map((pair) => recordOf(pair)?.["ipAddress"]));
    const unknown = cidrs.length < pairs.length;
    const wide = cidrs.filter((cidr) => cidr.length !== (cidr.family === 4 ? 32 : 128));
    const faults = wide.map((cidr) => ({
      found: `allows the range ${cidr.canonical}`,
      wanted: "single addresses (/32 or /128)",
    }));
    if (context.zones) {
      for (const cidr of cidrs) {
        if (wide.includes(cidr) || zoneHolding(context, cidr)) continue;
        faults.push({
          found: `allows ${cidr.canonical}`,
          wanted: `an address of the agency's zones (${enumerate(Object.keys(context.zones).toSorted())})`,
        });
      }
    }
    const ipv4 = cidrs.filter((cidr) => cidr.family === 4);
    if (ipv4.length > 0 && !unknown && !cidrs.some((cidr) => cidr.family === 6)) {
      const found = `allows the IPv4 virtual address ${enumerate(ipv4.map((cidr) => cidr.canonical))} and no IPv6 one`;
      faults.push({ found, wanted: "its IPv6 twin too" });
    }
    return faults.map((fault) => violation(addressPairsNarrow, port, fault));
  },
};

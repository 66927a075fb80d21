import { listed } from "../../messages/text.ts";
import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { contains } from "../../resources/cidr.ts";
import { tagOf } from "../../resources/inputs.ts";
import { cidrOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { zoneHolding, zonePrefix } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** NET-03. */
export const subnetInPlan: ResourcePolicy = {
  id: "NET-03",
  slug: "subnet-in-plan",
  title: {
    en: "A subnet lies in its agency's and zone's prefix",
    vi: "Mạng con nằm trong tiền tố của cơ quan và vùng",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25"],
  source: ["Address plan, ledger (AP-04, AP-10)"],
  why: {
    en: "The prefix of an address tells whose it is and in which zone it stands. A subnet outside its agency's prefix escapes routes, firewall rules and audits that trust that.",
    vi: "Tiền tố của địa chỉ cho biết của ai và thuộc vùng nào. Mạng con ngoài tiền tố của cơ quan thoát khỏi tuyến, quy tắc tường lửa và việc kiểm tra dựa vào điều đó.",
  },
  fix: {
    en: "take the subnet's prefix from the address plan: province address show",
    vi: "lấy tiền tố của mạng con từ quy hoạch địa chỉ: province address show",
  },
  check(subnet, context) {
    const cidr = subnet.type === SUBNET ? cidrOf(subnet) : undefined;
    // The platform's own subnets (external networks) are in no agency's prefix.
    if (!cidr || !context.zones || context.platform) return [];
    const zone = tagOf(subnet, "zone");
    const held = zoneHolding(context, cidr);
    const agency = context.agency
      ? { en: `agency ${context.agency}`, vi: `cơ quan ${context.agency}` }
      : { en: "the agency", vi: "cơ quan" };
    if (zone === UNKNOWN || zone === undefined) {
      if (held) return [];
      const zones = listed(Object.keys(context.zones).toSorted());
      return [
        violation(subnetInPlan, subnet, {
          found: { en: `is ${cidr.canonical}`, vi: `là ${cidr.canonical}` },
          wanted: {
            en: `a prefix of one of ${agency.en}'s zones (${zones.en})`,
            vi: `một tiền tố thuộc các vùng của ${agency.vi} (${zones.vi})`,
          },
        }),
      ];
    }
    const prefix = zonePrefix(context, zone, cidr.family);
    if (!prefix) {
      const zones = listed(Object.keys(context.zones).toSorted());
      return [
        violation(subnetInPlan, subnet, {
          found: {
            en: `is tagged zone:${zone}, which ${agency.en} does not have`,
            vi: `mang thẻ zone:${zone}, mà ${agency.vi} không có vùng này`,
          },
          wanted: { en: `one of its zones (${zones.en})`, vi: `một trong các vùng của cơ quan (${zones.vi})` },
          fix: {
            en: "correct the tag, or add the zone to the agency's YAML",
            vi: "sửa thẻ, hoặc thêm vùng vào tệp YAML của cơ quan",
          },
        }),
      ];
    }
    if (contains(prefix, cidr)) return [];
    const elsewhere = held
      ? { en: ` (a prefix of zone ${held})`, vi: ` (tiền tố của vùng ${held})` }
      : { en: "", vi: "" };
    return [
      violation(subnetInPlan, subnet, {
        found: { en: `is ${cidr.canonical}${elsewhere.en}`, vi: `là ${cidr.canonical}${elsewhere.vi}` },
        wanted: {
          en: `a prefix inside ${prefix.canonical}, zone ${zone} of ${agency.en}`,
          vi: `một tiền tố trong ${prefix.canonical}, vùng ${zone} của ${agency.vi}`,
        },
      }),
    ];
  },
};

import { listed } from "../../messages/text.ts";
import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { cidrsIn } from "../../resources/cidr.ts";
import { listOf, recordOf } from "../../resources/inputs.ts";
import { PORT } from "../../resources/types.ts";
import { zoneHolding } from "../../resources/zones.ts";
import { type Fault, violation } from "../../violation.ts";

/** PRT-03. */
export const addressPairsNarrow: ResourcePolicy = {
  id: "PRT-03",
  slug: "address-pairs-narrow",
  title: {
    en: "Allowed address pairs are single planned addresses, in both families",
    vi: "Cặp địa chỉ được phép là từng địa chỉ theo quy hoạch, ở cả hai họ địa chỉ",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02"],
  source: ["RFC 9099 section 2.5", "Neutron: an allowed address pair switches anti-spoofing off for its range"],
  why: {
    en: "An allowed address pair switches anti-spoofing off for its range: a wide one lets a server take its neighbours' addresses. A virtual address of one family fails over in that family only.",
    vi: "Cặp địa chỉ được phép tắt chống giả mạo cho dải của nó: dải rộng cho máy chủ chiếm địa chỉ của máy bên cạnh. Địa chỉ ảo chỉ có một họ thì chỉ chuyển dự phòng trong họ đó.",
  },
  fix: {
    en: "list each virtual address alone (/32 or /128), its IPv6 twin beside the IPv4 one",
    vi: "ghi riêng từng địa chỉ ảo (/32 hoặc /128), địa chỉ IPv6 bên cạnh địa chỉ IPv4 tương ứng",
  },
  check(port, context) {
    if (port.type !== PORT) return [];
    const pairs = listOf(port.inputs["allowedAddressPairs"]);
    if (pairs === UNKNOWN || pairs.length === 0) return [];
    const cidrs = cidrsIn(pairs.map((pair) => recordOf(pair)?.["ipAddress"]));
    const unknown = cidrs.length < pairs.length;
    const wide = cidrs.filter((cidr) => cidr.length !== (cidr.family === 4 ? 32 : 128));
    const faults = wide.map((cidr): Fault => ({
      found: { en: `allows the range ${cidr.canonical}`, vi: `cho phép cả dải ${cidr.canonical}` },
      wanted: { en: "single addresses (/32 or /128)", vi: "từng địa chỉ (/32 hoặc /128)" },
    }));
    if (context.zones) {
      for (const cidr of cidrs) {
        if (wide.includes(cidr) || zoneHolding(context, cidr)) continue;
        faults.push({
          found: { en: `allows ${cidr.canonical}`, vi: `cho phép ${cidr.canonical}` },
          wanted: {
            en: `an address of the agency's zones (${listed(Object.keys(context.zones).toSorted()).en})`,
            vi: `địa chỉ thuộc các vùng của cơ quan (${listed(Object.keys(context.zones).toSorted()).vi})`,
          },
        });
      }
    }
    const ipv4 = cidrs.filter((cidr) => cidr.family === 4);
    if (ipv4.length > 0 && !unknown && !cidrs.some((cidr) => cidr.family === 6)) {
      const found = {
        en: `allows the IPv4 virtual address ${listed(ipv4.map((cidr) => cidr.canonical)).en} and no IPv6 one`,
        vi: `cho phép địa chỉ ảo IPv4 ${listed(ipv4.map((cidr) => cidr.canonical)).vi} mà không có địa chỉ IPv6`,
      };
      faults.push({ found, wanted: { en: "its IPv6 twin too", vi: "cả địa chỉ IPv6 tương ứng" } });
    }
    return faults.map((fault) => violation(addressPairsNarrow, port, fault));
  },
};

import type { ResourcePolicy } from "../../policy.ts";
import { knownText, tagOf } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { SERVER_ZONES, USER_ZONES } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** NET-06. */
export const zoneAddressMode: ResourcePolicy = {
  id: "NET-06",
  slug: "zone-address-mode",
  title: {
    en: "Servers get planned IPv6 addresses, users get SLAAC",
    vi: "Máy chủ nhận địa chỉ IPv6 theo quy hoạch, người dùng dùng SLAAC",
  },
  kind: "resource",
  level: "advisory",
  serves: ["R1-25"],
  source: ["RFC 7707 section 4.1", "Neutron administration guide, IPv6: SLAAC is EUI-64 only"],
  why: {
    en: "Servers need addresses that the plan knows, for rules and records. Phones and printers often speak no DHCPv6 and get no address without SLAAC.",
    vi: "Máy chủ cần địa chỉ mà quy hoạch biết, để viết quy tắc và bản ghi. Điện thoại và máy in thường không dùng DHCPv6 và không có địa chỉ nếu thiếu SLAAC.",
  },
  fix: {
    en: "set ipv6AddressMode and ipv6RaMode to the mode of the zone",
    vi: "đặt ipv6AddressMode và ipv6RaMode theo chế độ của vùng",
  },
  check(subnet) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6) return [];
    const zone = tagOf(subnet, "zone");
    const mode = knownText(subnet.inputs["ipv6AddressMode"]);
    if (typeof zone !== "string" || mode === undefined) return [];
    const found = {
      en: `in zone ${zone} has ipv6AddressMode ${mode}`,
      vi: `trong vùng ${zone} có ipv6AddressMode ${mode}`,
    };
    if (SERVER_ZONES.includes(zone) && mode !== "dhcpv6-stateful") {
      return [
        violation(zoneAddressMode, subnet, {
          found,
          wanted: {
            en: "dhcpv6-stateful in a zone of servers, whose interface ids are planned",
            vi: "dhcpv6-stateful trong vùng máy chủ, nơi định danh giao diện theo quy hoạch",
          },
        }),
      ];
    }
    if (USER_ZONES.includes(zone) && mode === "dhcpv6-stateful") {
      return [
        violation(zoneAddressMode, subnet, {
          found,
          wanted: {
            en: "slaac or dhcpv6-stateless in a zone of users: not every device speaks DHCPv6",
            vi: "slaac hoặc dhcpv6-stateless trong vùng người dùng: không phải thiết bị nào cũng dùng DHCPv6",
          },
        }),
      ];
    }
    return [];
  },
};

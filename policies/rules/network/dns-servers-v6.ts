import { listed } from "../../messages/text.ts";
import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { parseCidr } from "../../resources/cidr.ts";
import { booleanOf, knownText, listOf } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** NET-10. */
export const dnsServersV6: ResourcePolicy = {
  id: "NET-10",
  slug: "dns-servers-v6",
  title: {
    en: "An IPv6 subnet announces two IPv6 resolvers",
    vi: "Mạng con IPv6 công bố hai máy chủ phân giải tên IPv6",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-12", "R1-40"],
  source: ["RFC 8106", "RFC 3646"],
  why: {
    en: "Hosts that are told IPv4 resolvers alone can't look anything up once IPv4 is gone; with one resolver, they stop when it does.",
    vi: "Máy chỉ được cho biết máy chủ phân giải tên IPv4 thì không tra cứu được gì khi bỏ IPv4; chỉ có một máy chủ phân giải tên thì máy dừng khi nó dừng.",
  },
  fix: {
    en: "list two IPv6 resolvers in dnsNameservers",
    vi: "ghi hai máy chủ phân giải tên IPv6 trong dnsNameservers",
  },
  check(subnet) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6) return [];
    // Without DHCP Neutron announces no resolver, and the router outside does.
    const dhcp = booleanOf(subnet.inputs["enableDhcp"]);
    const servers = listOf(subnet.inputs["dnsNameservers"]);
    if (dhcp === false || dhcp === UNKNOWN || servers === UNKNOWN) return [];
    const wanted = {
      en: "at least two resolvers, all with IPv6 addresses",
      vi: "ít nhất hai máy chủ phân giải tên, đều có địa chỉ IPv6",
    };
    const known = servers.flatMap((server) => knownText(server) ?? []);
    const ipv4 = known.filter((server) => parseCidr(server)?.family !== 6);
    if (ipv4.length > 0) {
      return [
        violation(dnsServersV6, subnet, {
          found: {
            en: `has resolvers without an IPv6 address (${listed(ipv4).en})`,
            vi: `có máy chủ phân giải tên không có địa chỉ IPv6 (${listed(ipv4).vi})`,
          },
          wanted,
        }),
      ];
    }
    const count = new Set(known).size + servers.filter((server) => server === UNKNOWN).length;
    if (count >= 2) return [];
    const which = known[0] === undefined ? "" : ` (${known[0]})`;
    const found =
      count === 0
        ? { en: "has no resolver", vi: "không có máy chủ phân giải tên" }
        : { en: `has one resolver${which}`, vi: `chỉ có một máy chủ phân giải tên${which}` };
    return [violation(dnsServersV6, subnet, { found, wanted })];
  },
};

import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { parseCidr } from "../../resources/cidr.ts";
import { booleanOf, knownText, listOf } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { enumerate, violation } from "../../violation.ts";

/** NET-10. */
export const dnsServersV6: ResourcePolicy = {
  id: "NET-10",
  slug: "dns-servers-v6",
  title: "An IPv6 subnet announces two IPv6 resolvers",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-12", "R1-40"],
  source: ["RFC 8106", "RFC 3646"],
  why: "Hosts that are told IPv4 resolvers alone can't look anything up once IPv4 is gone; with one resolver, they stop when it does.",
  fix: "list two IPv6 resolvers in dnsNameservers",
  check(subnet) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6) return [];
    // Without DHCP Neutron announces no resolver, and the router outside does.
    const dhcp = booleanOf(subnet.inputs["enableDhcp"]);
    const servers = listOf(subnet.inputs["dnsNameservers"]);
    if (dhcp === false || dhcp === UNKNOWN || servers === UNKNOWN) return [];
    const wanted = "at least two resolvers, all with IPv6 addresses";
    const known = servers.flatMap((server) => knownText(server) ?? []);
    const ipv4 = known.filter((server) => parseCidr(server)?.family !== 6);
    if (ipv4.length > 0) {
      return [
        violation(dnsServersV6, subnet, {
          found: `has resolvers without an IPv6 address (${enumerate(ipv4)})`,
          wanted,
        }),
      ];
    }
    const count = new Set(known).size + servers.filter((server) => server === UNKNOWN).length;
    if (count >= 2) return [];
    const found = count === 0 ? "has no resolver" : `has one resolver${known[0] === undefined ? "" : ` (${known[0]})`}`;
    return [violation(dnsServersV6, subnet, { found, wanted })];
  },
};

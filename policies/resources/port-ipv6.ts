import { commaSeparated, type Text } from "../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { cidrIn } from "./cidr.ts";
import { booleanOf, knownText } from "./inputs.ts";
import { addressesEveryPort, cidrOf, familiesOf, familyOf } from "./network-families.ts";
import type { ResourceGraph } from "./resource-graph.ts";

/** Whether a port gets an IPv6 address, and from which subnet where that is known. */
export type Ipv6OfPort =
  | { has: true; subnet?: JudgedResource }
  /** `ipv4` says what the port asks for instead. */
  | { has: false; network: JudgedResource; ipv4: Text }
  | { has: typeof UNKNOWN };

/**
 * A port without `fixedIps` gets an address of each family that its network has; with them it gets those and,
 * from SLAAC and DHCPv6-stateless subnets, one more (Neutron administration guide, IPv6). `UNKNOWN` when the network is
 * made elsewhere or has no IPv6 subnet at all: that is NET-01's finding, not the port's.
 */
export function ipv6OfPort(port: JudgedResource, graph: ResourceGraph): Ipv6OfPort {
  if (booleanOf(port.inputs["noFixedIp"]) === UNKNOWN) return { has: UNKNOWN };
  const fixedIps = graph.fixedIpsOf(port);
  if (fixedIps === UNKNOWN) return { has: UNKNOWN };
  let uncertain = false;
  const ipv4: Text[] = [];
  for (const { subnet, address } of fixedIps) {
    const family = cidrIn(address)?.family;
    const subnetFamily = subnet.kind === "resource" ? familyOf(subnet.resource) : UNKNOWN;
    if (family === 6 || subnetFamily === 6) {
      return subnet.kind === "resource" ? { has: true, subnet: subnet.resource } : { has: true };
    }
    if (family === 4 || subnetFamily === 4) ipv4.push(askedFor(knownText(address), subnet));
    else uncertain = true;
  }
  const network = graph.networkOf(port);
  if (network.kind !== "resource") return { has: UNKNOWN };
  const families = familiesOf(network.resource, graph);
  const automatic =
    fixedIps.length === 0 ? families.subnets[6] : families.subnets[6].filter((s) => addressesEveryPort(s) === true);
  if (automatic.length > 0)
    return { has: true, subnet: automatic.find((s) => cidrOf(s) !== undefined) ?? automatic[0]! };
  uncertain ||= !families.certain[6] || families.subnets[6].length === 0;
  uncertain ||= families.subnets[6].some((subnet) => addressesEveryPort(subnet) === UNKNOWN);
  return uncertain ? { has: UNKNOWN } : { has: false, network: network.resource, ipv4: commaSeparated(ipv4) };
}

function askedFor(address: string | undefined, link: { kind: string; resource?: JudgedResource; id?: string }): Text {
  if (address !== undefined) return { en: address, vi: address };
  const subnet = link.resource?.name ?? link.id;
  return subnet === undefined
    ? { en: 'an address of "a subnet"', vi: "một địa chỉ của một mạng con" }
    : { en: `an address of "${subnet}"`, vi: `một địa chỉ của “${subnet}”` };
}

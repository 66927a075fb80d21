import { bothOf, type Text } from "../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { cidrIn, cidrsIn, isUniqueLocal, type Cidr } from "./cidr.ts";
import { booleanOf, knownList, knownText, numberOf, recordOf, textOf } from "./inputs.ts";
import { resourceOf, type Link, type ResourceGraph } from "./resource-graph.ts";

export type Family = 4 | 6;

/** Family of a subnet: that of its prefix, else its `ipVersion`, whose default is 4. NET-14 finds where they disagree. */
export function familyOf(subnet: Pick<JudgedResource, "inputs">): Family | typeof UNKNOWN {
  const cidr = cidrOf(subnet);
  if (cidr) return cidr.family;
  const version = numberOf(subnet.inputs["ipVersion"]);
  if (version === 4 || version === 6 || version === UNKNOWN) return version;
  return textOf(subnet.inputs["cidr"]) === UNKNOWN ? UNKNOWN : 4;
}

/**
 * True unless a network of the stack switches port security off, or may: its ports then have no group, not even the
 * project's `default`, unless they switch it on themselves (Neutron, port security extension).
 */
export function keepsPortSecurity(network: Link): boolean {
  const enabled = booleanOf(resourceOf(network)?.inputs["portSecurityEnabled"]);
  return enabled === undefined || enabled === true;
}

/** Prefix of a subnet, when it is written in the program or known already. */
export function cidrOf(subnet: Pick<JudgedResource, "inputs">): Cidr | undefined {
  return cidrIn(subnet.inputs["cidr"]);
}

/** The addresses that the program asks for on a port, as far as they are known. */
export function addressesOf(port: JudgedResource): Cidr[] {
  return cidrsIn(knownList(port.inputs["fixedIps"]).map((entry) => recordOf(entry)?.["ipAddress"]));
}

/** `"dmz-ipv4" (10.96.32.0/24)`: how messages name the subnets of a network. */
export function listSubnets(subnets: readonly JudgedResource[]): string {
  return subnets
    .map((subnet) => {
      const cidr = knownText(subnet.inputs["cidr"]);
      return `"${subnet.name}"${cidr === undefined ? "" : ` (${cidr})`}`;
    })
    .join(", ");
}

/** The subnets of one family on a network; those that cannot be placed yet only as some of the stack's. */
export function shownSubnets({ subnets }: NetworkFamilies, family: Family): Text {
  if (subnets[family].length > 0) return bothOf(listSubnets(subnets[family]));
  return {
    en: `some of the stack's IPv${family} subnets`,
    vi: `một số mạng con IPv${family} của stack`,
  };
}

/** The subnets of a network by family, and whether a family may be there though no subnet shows it. */
export interface NetworkFamilies {
  subnets: Record<Family, JudgedResource[]>;
  /** False when a subnet that cannot be placed yet may bring the family. */
  certain: Record<Family, boolean>;
}

export function familiesOf(network: JudgedResource, graph: ResourceGraph): NetworkFamilies {
  const result: NetworkFamilies = { subnets: { 4: [], 6: [] }, certain: { 4: true, 6: true } };
  for (const subnet of graph.subnetsOf(network)) {
    const family = familyOf(subnet);
    if (family === UNKNOWN) result.certain[4] = result.certain[6] = false;
    else result.subnets[family].push(subnet);
  }
  for (const subnet of graph.perhapsSubnetsOf(network)) {
    const family = familyOf(subnet);
    if (family === UNKNOWN) result.certain[4] = result.certain[6] = false;
    else result.certain[family] = false;
  }
  return result;
}

/** True when the network surely has no subnet of the family. */
export function lacks(families: NetworkFamilies, family: Family): boolean {
  return families.subnets[family].length === 0 && families.certain[family];
}

/** Neutron gives every port of the network an address of such a subnet (Neutron administration guide, IPv6). */
export function addressesEveryPort(subnet: JudgedResource): boolean | typeof UNKNOWN {
  const mode = textOf(subnet.inputs["ipv6AddressMode"]);
  return mode === UNKNOWN ? UNKNOWN : mode === "slaac" || mode === "dhcpv6-stateless";
}

/** True when the subnet's prefix is known to be a unique local one (RFC 4193). */
export function isUniqueLocalSubnet(subnet: JudgedResource): boolean {
  const cidr = cidrOf(subnet);
  return cidr !== undefined && isUniqueLocal(cidr);
}

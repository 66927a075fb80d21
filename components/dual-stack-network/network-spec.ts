import type * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import type { Faults } from "../faults.ts";
import { canonicalAddress, canonicalPrefix, compareAddresses, familyOf, isInside, prefixLength } from "../ip-text.ts";
import { familiesOf, type Family, type FamilyChoice } from "../stack-mode.ts";

const ADDRESS_MODES = ["slaac", "dhcpv6-stateless", "dhcpv6-stateful"] as const;

/** How guests get their IPv6 address; Neutron's `ipv6_address_mode` and `ipv6_ra_mode` get this one value (NET-05). */
export type AddressMode = (typeof ADDRESS_MODES)[number];

/** A range that Neutron allots from; fixed addresses lie outside it. Both ends belong to it. */
export interface AllocationPool {
  start: string;
  end: string;
}

/** One family's subnet, as the address plan gives it. */
export interface SubnetArgs {
  /** `10.96.32.0/24`, `2001:db8:40:2000::/64`. */
  cidr: string;
  /** Always given: the plan decides it, not the cloud. */
  gateway: string;
  allocationPool?: AllocationPool;
  /** Pool that the CIDR is taken from; Neutron then refuses a CIDR outside it or already taken in its address scope. */
  subnetPoolId?: pulumi.Input<string>;
  /** Resolvers of the subnet's own family, first choice first. */
  dnsServers?: string[];
}

export interface Ipv6SubnetArgs extends SubnetArgs {
  /** Default `dhcpv6-stateful`: servers get the addresses of the plan (RFC 7707); `slaac` for user networks. */
  addressMode?: AddressMode;
}

/** The families of a network and their subnets. */
export interface NetworkFamilies extends FamilyChoice {
  /** Required in `dual`, optional in `v6-preferred`, left out of the cloud in `v6-only`. */
  ipv4?: SubnetArgs;
  /** Required, except beside `legacyIpv4Only`. */
  ipv6?: Ipv6SubnetArgs;
}

/** One subnet to make: plain values in canonical text. */
export interface SubnetSpec {
  family: Family;
  ipVersion: 4 | 6;
  cidr: string;
  gateway: string;
  allocationPool?: AllocationPool;
  dnsServers: string[];
  addressMode?: AddressMode;
}

/**
 * The subnets of a network, IPv4 first. Throws one error with every fault: a family that the mode needs is missing,
 * text that is no prefix, an IPv6 subnet that is no /64 (RFC 4291 section 2.5.1; NET-02), a gateway, pool or resolver
 * that does not fit, and what `faults` holds already.
 */
export function subnetSpecs(args: NetworkFamilies, faults: Faults): SubnetSpec[] {
  const { required, allowed } = familiesOf(args, faults);
  for (const family of required) {
    if (args[family] === undefined) faults.add(missingFamily(family));
  }
  const specs = allowed.flatMap((family) => {
    const subnet = args[family];
    return subnet === undefined ? [] : subnetSpec(family, subnet, faults);
  });
  faults.throwIfAny();
  return specs;
}

/** The same for a network that has both families in any case. */
export function bothSubnetSpecs(
  args: { ipv4: SubnetArgs; ipv6: Ipv6SubnetArgs },
  faults: Faults,
): Record<Family, SubnetSpec> {
  const specs = subnetSpecs(args, faults);
  const one = (family: Family): SubnetSpec => {
    const spec = specs.find((candidate) => candidate.family === family);
    if (spec === undefined) throw new Error(missingFamily(family));
    return spec;
  };
  return { ipv4: one("ipv4"), ipv6: one("ipv6") };
}

/** What a subnet is described by: its network's words and its family, `Zone dmz of stttt, IPv6`. */
export function subnetDescription(description: string | undefined, family: Family): string | undefined {
  return description === undefined ? undefined : `${description}, ${family === "ipv4" ? "IPv4" : "IPv6"}`;
}

/** Bytes of an IPv6 packet that every network carries whole (RFC 8200 section 5). */
const LEAST_MTU = 1280;

/** Notes an MTU that IPv6 does not work with. */
export function checkMtu(mtu: number | undefined, faults: Faults): void {
  if (mtu === undefined) return;
  if (!Number.isInteger(mtu)) faults.add(`mtu is ${mtu}: wanted a whole number`);
  else if (mtu < LEAST_MTU)
    faults.add(`mtu ${mtu} is below ${LEAST_MTU}, the least that IPv6 works with (RFC 8200 section 5)`);
}

const missingFamily = (family: Family): string =>
  family === "ipv4"
    ? "ipv4 is missing and mode 'dual' needs it: give ipv4, or choose mode 'v6-preferred' or 'v6-only'"
    : "ipv6 is missing: give ipv6; only a network that is yet to get it may go without, with legacyIpv4Only: { reason }";

/** Network and broadcast address of an IPv4 prefix; a /31 has neither (RFC 3021). */
function isEdge(address: string, cidr: string): boolean {
  if (prefixLength(cidr) > 30 || familyOf(address) !== "ipv4" || !isInside(address, cidr)) return false;
  const whole = new Address4(cidr);
  return [whole.startAddress(), whole.endAddress()].some((edge) => edge.correctForm() === canonicalAddress(address));
}

function subnetSpec(family: Family, args: SubnetArgs & { addressMode?: AddressMode }, faults: Faults): SubnetSpec[] {
  if (familyOf(args.cidr) !== family || !args.cidr.includes("/")) {
    faults.add(`${family}.cidr '${args.cidr}' is no ${family === "ipv4" ? "IPv4" : "IPv6"} prefix`);
    return [];
  }
  const cidr = canonicalPrefix(args.cidr);
  if (family === "ipv6" && prefixLength(cidr) !== 64) {
    faults.add(`ipv6.cidr '${cidr}' is a /${prefixLength(cidr)}: SLAAC and DHCPv6 subnets are /64 (RFC 4291)`);
  }
  if (args.addressMode !== undefined && !ADDRESS_MODES.includes(args.addressMode)) {
    faults.add(`ipv6.addressMode '${args.addressMode}' is none of ${ADDRESS_MODES.join(", ")}`);
  }
  const pool = args.allocationPool;
  const members: [string, string][] = [
    ["gateway", args.gateway],
    ...(pool === undefined
      ? []
      : ([
          ["allocationPool.start", pool.start],
          ["allocationPool.end", pool.end],
        ] as [string, string][])),
  ];
  if (family === "ipv4" && isEdge(args.gateway, cidr)) {
    faults.add(`ipv4.gateway '${args.gateway}' is the first or the last address of ${cidr}, which no host may have`);
  }
  const outside = members.filter(([, address]) => familyOf(address) !== family || !isInside(address, cidr));
  for (const [key, address] of outside) faults.add(`${family}.${key} '${address}' does not lie in ${cidr}`);
  if (pool !== undefined && outside.length === 0) {
    if (compareAddresses(pool.start, pool.end) > 0) {
      faults.add(`${family}.allocationPool ends at ${pool.end}, before its start ${pool.start}`);
    } else if (compareAddresses(pool.start, args.gateway) <= 0 && compareAddresses(args.gateway, pool.end) <= 0) {
      faults.add(
        `${family}.gateway ${args.gateway} lies in the allocation pool ${pool.start} - ${pool.end}: move one of them`,
      );
    }
  }
  const dnsServers = args.dnsServers ?? [];
  for (const server of dnsServers) {
    if (familyOf(server) !== family) faults.add(`${family}.dnsServers '${server}' is not of the subnet's own family`);
  }
  if (outside.length > 0 || dnsServers.some((server) => familyOf(server) === undefined)) return [];
  return [
    {
      family,
      ipVersion: family === "ipv4" ? 4 : 6,
      cidr,
      gateway: canonicalAddress(args.gateway),
      ...(pool === undefined
        ? {}
        : { allocationPool: { start: canonicalAddress(pool.start), end: canonicalAddress(pool.end) } }),
      dnsServers: dnsServers.map(canonicalAddress),
      ...(family === "ipv4" ? {} : { addressMode: args.addressMode ?? "dhcpv6-stateful" }),
    },
  ];
}

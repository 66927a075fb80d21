import type { FamilySubnet, SubnetPlan, ZonePlan } from "../plan.ts";
import { HOST_RANGES, SUBNET_4_LENGTH, SUBNET_6_LENGTH } from "../profile.ts";
import { sizeOf, type Prefix } from "./address.ts";
import { addressAt, childOf, formatPrefix } from "./prefix.ts";

/** Interface ids of the dynamic pool: `::d:0` .. `::d:ffff`, far from servers (`::10:n`) and gateway (`::1`). */
export const POOL_INTERFACE_IDS = { first: 0xd_0000n, last: 0xd_ffffn };

/**
 * How many subnets a zone has: 16 in a department's zone, 2 at an area's hub, 1 in a commune's zone, and as many again
 * for each block that the site grew by. The family with the smaller zone is the bound.
 */
export function subnetCountOf(zone: ZonePlan): number {
  return perBlock(zone) * (1 + (zone.further?.length ?? 0));
}

function perBlock({ ipv6, ipv4 }: ZonePlan): number {
  return 2 ** Math.min(SUBNET_6_LENGTH - ipv6.length, Math.max(0, SUBNET_4_LENGTH - ipv4.length));
}

/**
 * The index-th segment of a zone: the index-th /64 (AP-06) and its IPv4 twin, a /24 or the commune zone's one /27.
 * Subnets are taken in order, since a zone is one place and its blocks need no room between them.
 * @throws Error when the zone has no such subnet.
 */
export function subnetPlanOf(zone: ZonePlan, index: number): SubnetPlan {
  const count = subnetCountOf(zone);
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new Error(
      `zone ${zone.zone} (${formatPrefix(zone.ipv6)}, ${formatPrefix(zone.ipv4)}) has subnets 0..${count - 1}; ${index} is none of them` +
        ` because each /64 needs an IPv4 twin`,
    );
  }
  const inBlock = perBlock(zone);
  const block = [zone, ...(zone.further ?? [])][Math.floor(index / inBlock)] ?? zone;
  const ipv6 = childOf(block.ipv6, SUBNET_6_LENGTH, index % inBlock);
  const ipv4 = childOf(block.ipv4, Math.max(block.ipv4.length, SUBNET_4_LENGTH), index % inBlock);
  return {
    ipv6: familySubnet(ipv6, POOL_INTERFACE_IDS.first, POOL_INTERFACE_IDS.last),
    // The last address of an IPv4 subnet is its broadcast address.
    ipv4: familySubnet(ipv4, BigInt(hostRangeOf(ipv4).pool), sizeOf(ipv4) - 2n),
  };
}

/**
 * Host numbers of an IPv4 subnet: `first`..`last` are the plan's, `pool` is where OpenStack's own begin.
 * @throws Error for a length that no profile uses.
 */
export function hostRangeOf(ipv4: Prefix): { first: number; last: number; pool: number } {
  if (ipv4.length === 24 || ipv4.length === 27) return HOST_RANGES[ipv4.length];
  throw new Error(`${formatPrefix(ipv4)} is no subnet of the plan; its IPv4 subnets are /24 or /27`);
}

function familySubnet(cidr: Prefix, poolFirst: bigint, poolLast: bigint): FamilySubnet {
  return {
    cidr,
    gateway: addressAt(cidr, 1n),
    allocationPool: { start: addressAt(cidr, poolFirst), end: addressAt(cidr, poolLast) },
  };
}

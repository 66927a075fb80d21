import type { SubnetPlan } from "../plan.ts";
import type { Address } from "./address.ts";
import { addressAt, formatPrefix } from "./prefix.ts";
import { hostRangeOf, POOL_INTERFACE_IDS } from "./subnet.ts";

/** Interface id of server host n is `::10:n`: short, never a word of an IPv4 address, outside every pool (AP-18). */
const SERVER_INTERFACE_IDS = 0x10_0000n;

/** Interface ids that no host may take: RFC 5453 section 4 (IANA registry), RFC 2526 section 2, RFC 4291 section 2.6.1. */
const RESERVED_INTERFACE_IDS = [
  { first: 0n, last: 0n, use: "the subnet-router anycast address (RFC 4291 section 2.6.1)" },
  { first: 0x0200_5eff_fe00_0000n, last: 0x0200_5eff_feff_ffffn, use: "IANA's Ethernet block (RFC 5453)" },
  { first: 0xfdff_ffff_ffff_ff80n, last: 0xfdff_ffff_ffff_ffffn, use: "subnet anycast addresses (RFC 2526)" },
];

/**
 * What an interface id means in this plan, in a few words: gateway, server host n, dynamic pool, EUI-64, or unplanned.
 * `host` is set for servers' ids.
 */
export function readInterfaceId(interfaceId: bigint): { meaning: string; host?: number } {
  const reserved = RESERVED_INTERFACE_IDS.find(({ first, last }) => interfaceId >= first && interfaceId <= last);
  if (reserved) return { meaning: `reserved for ${reserved.use}` };
  if (interfaceId === 1n) return { meaning: "gateway" };
  if (interfaceId >= POOL_INTERFACE_IDS.first && interfaceId <= POOL_INTERFACE_IDS.last) {
    return { meaning: "dynamic pool: given by OpenStack, not by the plan" };
  }
  const host = interfaceId - SERVER_INTERFACE_IDS;
  if (host >= 0n && host <= 0xffffn) return { meaning: `server, host number ${host}`, host: Number(host) };
  if (((interfaceId >> 24n) & 0xffffn) === 0xfffen)
    return { meaning: "SLAAC address made from a MAC address (EUI-64)" };
  return { meaning: "not from the plan" };
}

/**
 * Fixed addresses of a server: interface id `::10:<host>` and IPv4 network + host (AP-18).
 * @throws Error when the host number lies outside the planned range of the subnet.
 */
export function serverAddressesOf({ ipv6, ipv4 }: SubnetPlan, host: number): { ipv6: Address; ipv4: Address } {
  const { first, last } = hostRangeOf(ipv4.cidr);
  if (!Number.isInteger(host) || host < first || host > last) {
    const where = formatPrefix(ipv4.cidr);
    throw new Error(`host number ${host} in ${where}: the plan gives servers hosts ${first}..${last} there`);
  }
  return {
    ipv6: addressAt(ipv6.cidr, SERVER_INTERFACE_IDS + BigInt(host)),
    ipv4: addressAt(ipv4.cidr, BigInt(host)),
  };
}

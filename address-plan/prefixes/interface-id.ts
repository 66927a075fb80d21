import { type Text, TextError } from "../../model/text.ts";
import type { SubnetPlan } from "../plan.ts";
import type { Address } from "./address.ts";
import { addressAt, formatPrefix } from "./prefix.ts";
import { hostRangeOf, POOL_INTERFACE_IDS } from "./subnet.ts";

/** Interface id of server host n is `::10:n`: short, never a word of an IPv4 address, outside every pool (AP-18). */
const SERVER_INTERFACE_IDS = 0x10_0000n;

/** Interface ids that no host may take: RFC 5453 section 4 (IANA registry), RFC 2526 section 2, RFC 4291 section 2.6.1. */
const RESERVED_INTERFACE_IDS = [
  {
    first: 0n,
    last: 0n,
    use: {
      en: "the subnet-router anycast address (RFC 4291 section 2.6.1)",
      vi: "địa chỉ anycast của bộ định tuyến mạng con (RFC 4291 mục 2.6.1)",
    },
  },
  {
    first: 0x0200_5eff_fe00_0000n,
    last: 0x0200_5eff_feff_ffffn,
    use: { en: "IANA's Ethernet block (RFC 5453)", vi: "khối Ethernet của IANA (RFC 5453)" },
  },
  {
    first: 0xfdff_ffff_ffff_ff80n,
    last: 0xfdff_ffff_ffff_ffffn,
    use: { en: "subnet anycast addresses (RFC 2526)", vi: "các địa chỉ anycast của mạng con (RFC 2526)" },
  },
];

export const GATEWAY: Text = { en: "gateway", vi: "cổng ra" };
export const DYNAMIC_POOL: Text = {
  en: "dynamic pool: given by OpenStack, not by the plan",
  vi: "pool động: do OpenStack cấp, không theo quy hoạch",
};

/** How a server's host number is told. */
export function serverHost(host: number): Text {
  return { en: `server, host number ${host}`, vi: `máy chủ, số thứ tự ${host}` };
}

/**
 * What an interface id means in this plan, in a few words: gateway, server host n, dynamic pool, EUI-64, or unplanned.
 * `host` is set for servers' ids.
 */
export function readInterfaceId(interfaceId: bigint): { meaning: Text; host?: number } {
  const reserved = RESERVED_INTERFACE_IDS.find(({ first, last }) => interfaceId >= first && interfaceId <= last);
  if (reserved) return { meaning: { en: `reserved for ${reserved.use.en}`, vi: `dành riêng cho ${reserved.use.vi}` } };
  if (interfaceId === 1n) return { meaning: GATEWAY };
  if (interfaceId >= POOL_INTERFACE_IDS.first && interfaceId <= POOL_INTERFACE_IDS.last) {
    return { meaning: DYNAMIC_POOL };
  }
  const host = interfaceId - SERVER_INTERFACE_IDS;
  if (host >= 0n && host <= 0xffffn) return { meaning: serverHost(Number(host)), host: Number(host) };
  if (((interfaceId >> 24n) & 0xffffn) === 0xfffen)
    return {
      meaning: {
        en: "SLAAC address made from a MAC address (EUI-64)",
        vi: "địa chỉ SLAAC tạo từ địa chỉ MAC (EUI-64)",
      },
    };
  return { meaning: { en: "not from the plan", vi: "không theo quy hoạch" } };
}

/**
 * Fixed addresses of a server: interface id `::10:<host>` and IPv4 network + host (AP-18).
 * @throws Error when the host number lies outside the planned range of the subnet.
 */
export function serverAddressesOf({ ipv6, ipv4 }: SubnetPlan, host: number): { ipv6: Address; ipv4: Address } {
  const { first, last } = hostRangeOf(ipv4.cidr);
  if (!Number.isInteger(host) || host < first || host > last) {
    const where = formatPrefix(ipv4.cidr);
    throw new TextError({
      en: `host number ${host} in ${where}: the plan gives servers hosts ${first}..${last} there`,
      vi: `số thứ tự ${host} trong ${where}: ở đó quy hoạch dành cho máy chủ các số ${first}..${last}`,
    });
  }
  return {
    ipv6: addressAt(ipv6.cidr, SERVER_INTERFACE_IDS + BigInt(host)),
    ipv4: addressAt(ipv4.cidr, BigInt(host)),
  };
}

import type { Cidr } from "../../resources/cidr.ts";

export const IPV6_REVERSE = "ip6.arpa";
export const IPV4_REVERSE = "in-addr.arpa";

/** True for names below `ip6.arpa` and `in-addr.arpa`. */
export function isReverse(name: string, root: string): boolean {
  return name === root || name.endsWith(`.${root}`);
}

/** True when the name is what a prefix on a nibble boundary has: one hexadecimal digit per label (RFC 3596 section 2.5). */
export function isNibbleName(name: string): boolean {
  const labels = name.split(".").slice(0, -2);
  return labels.length <= 32 && labels.every((label) => /^[0-9a-f]$/.test(label));
}

/** Name of the PTR record of an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(address: Cidr): string {
  if (address.family === 6) {
    const digits = address.first.toString(16).padStart(32, "0");
    return `${digits.split("").toReversed().join(".")}.${IPV6_REVERSE}`;
  }
  const octets = [0n, 8n, 16n, 24n].map((shift) => String((address.first >> shift) & 255n));
  return `${octets.join(".")}.${IPV4_REVERSE}`;
}

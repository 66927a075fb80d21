import { bitsOf, prefixOf, readAddress, unmapped, type Prefix } from "../../../../address-plan/prefixes/address.ts";

/**
 * The prefix that a reader typed, undefined when the text is none. More forgiving than the plan: a single address is the
 * longest prefix, bits after the length are left out, and an IPv4-mapped address is that of IPv4.
 */
export function typedPrefix(text: string): Prefix | undefined {
  const [written = "", length, more] = text.trim().split("/");
  const address = readAddress(withoutDots(written));
  if (address === undefined || more !== undefined) return undefined;
  const bits = bitsOf(address.family);
  if (length === undefined) return unmapped(prefixOf(address, bits));
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? unmapped(prefixOf(address, Number(length))) : undefined;
}

/** The IPv4 address at the end of one of IPv6 as two groups of digits; any other text as it is. */
function withoutDots(text: string): string {
  const [, before, dotted = ""] = /^(.*:)([\d.]+\.\d+)$/.exec(text) ?? [];
  const end = before === undefined ? undefined : readAddress(dotted);
  return end === undefined ? text : `${before}${(end.value >> 16n).toString(16)}:${(end.value & 0xffffn).toString(16)}`;
}

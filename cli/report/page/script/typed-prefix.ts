import { bitsOf, prefixOf, readAddress, type Prefix } from "../../../../address-plan/prefixes/address.ts";

/**
 * The prefix that a reader typed, undefined when the text is none. More forgiving than the plan: a single address is the
 * longest prefix, and bits after the length are left out.
 */
export function typedPrefix(text: string): Prefix | undefined {
  const [written = "", length, more] = text.trim().split("/");
  const address = readAddress(written);
  if (address === undefined || more !== undefined) return undefined;
  const bits = bitsOf(address.family);
  if (length === undefined) return prefixOf(address, bits);
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? prefixOf(address, Number(length)) : undefined;
}

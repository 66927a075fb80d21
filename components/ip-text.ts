import { Address4, Address6 } from "ip-address";
import type { Family } from "./stack-mode.ts";

/** Family of an address or a prefix by its text; undefined when it is neither. */
export function familyOf(text: string): Family | undefined {
  if (Address4.isValid(text)) return "ipv4";
  return Address6.isValid(text) ? "ipv6" : undefined;
}

const parse = (text: string): Address4 | Address6 => (text.includes(":") ? new Address6(text) : new Address4(text));

/**
 * The one text of a prefix: host bits zero, RFC 5952 for IPv6. Neutron answers in this text and the provider compares
 * texts, so any other spelling shows as a change at every preview. Throws `AddressError` when it is no prefix.
 */
export function canonicalPrefix(text: string): string {
  const prefix = parse(text);
  return `${prefix.startAddress().correctForm()}/${prefix.subnetMask}`;
}

/** The one text of an address (RFC 5952 for IPv6). Throws `AddressError` when it is none. */
export function canonicalAddress(text: string): string {
  return parse(text).correctForm();
}

/** Length of a prefix in bits. */
export function prefixLength(text: string): number {
  return parse(text).subnetMask;
}

/** True when the address lies in the prefix; false across families. */
export function isInside(address: string, prefix: string): boolean {
  if (familyOf(address) !== familyOf(prefix)) return false;
  const value = parse(address).bigInt();
  const whole = parse(prefix);
  return whole.startAddress().bigInt() <= value && value <= whole.endAddress().bigInt();
}

/** Order of two addresses or prefixes of one family: by number, then shorter prefix first. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  const distance = left.startAddress().bigInt() - right.startAddress().bigInt();
  return Number(distance) || left.subnetMask - right.subnetMask;
}

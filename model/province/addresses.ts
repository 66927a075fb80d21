import { Address4, Address6 } from "ip-address";

/** Blocks that only examples may use: RFC 9637, RFC 3849, RFC 5737. */
export const DOCUMENTATION_BLOCKS = ["3fff::/20", "2001:db8::/32", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
/** Private IPv4 (RFC 1918). */
export const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

type Address = Address4 | Address6;

/** An address or block; undefined when the text is none. */
export function parseAddress(text: string, family: 4 | 6): Address | undefined {
  try {
    return family === 6 ? new Address6(text) : new Address4(text);
  } catch {
    return undefined;
  }
}

/** The text as it should be written: RFC 5952, network bits only, length only when the text has one. */
export function canonical(text: string, family: 4 | 6): string | undefined {
  const address = parseAddress(text, family);
  if (!address) return undefined;
  if (!text.includes("/")) return address.correctForm();
  return `${address.startAddress().correctForm()}/${address.subnetMask}`;
}

/** Whether the address or block lies in the block. */
export function liesIn(text: string, block: string, family: 4 | 6): boolean {
  const [inner, outer] = [parseAddress(text, family), parseAddress(block, family)];
  return inner !== undefined && outer !== undefined && within(inner, outer);
}

/** Whether only examples may use the address (RFC 9637, 3849, 5737). */
export function isDocumentation(text: string, family: 4 | 6): boolean {
  return DOCUMENTATION_BLOCKS.some((block) => block.includes(":") === (family === 6) && liesIn(text, block, family));
}

/** Whether the address is private IPv4 (RFC 1918). */
export function isPrivate(text: string, family: 4 | 6): boolean {
  return family === 4 && PRIVATE_BLOCKS.some((block) => liesIn(text, block, 4));
}

/** Negative when `a` comes before `b`. */
export function orderOf(a: string, b: string): number {
  return Number(new Address4(a).bigInt() - new Address4(b).bigInt());
}

function within(inner: Address, outer: Address): boolean {
  return (
    inner.subnetMask >= outer.subnetMask &&
    inner.startAddress().bigInt() >= outer.startAddress().bigInt() &&
    inner.endAddress().bigInt() <= outer.endAddress().bigInt()
  );
}

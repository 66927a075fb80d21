import { Address4, Address6 } from "ip-address";

export type Family = 4 | 6;

/** An address as a number: arithmetic in the plan never touches text. */
export interface Address {
  family: Family;
  value: bigint;
}

/** A prefix whose host bits are zero. */
export interface Prefix {
  family: Family;
  /** First address. */
  value: bigint;
  length: number;
}

/** Address bits of a family. */
export function bitsOf(family: Family): number {
  return family === 6 ? 128 : 32;
}

/**
 * The address that `text` names.
 * @throws Error that quotes the text when it is no plain IPv4 or IPv6 address; zone ids (`%eth0`) are refused.
 */
export function parseAddress(text: string): Address {
  if (text.includes("/")) throw new Error(`"${text}" is a prefix; an address has no "/length"`);
  if (text.includes("%")) throw new Error(`"${text}" has a zone id; the plan holds global addresses only`);
  const plain = readPlain(text);
  if (plain) return plain;
  try {
    return text.includes(":")
      ? { family: 6, value: new Address6(text).bigInt() }
      : { family: 4, value: new Address4(text).bigInt() };
  } catch (error) {
    throw new Error(`"${text}" is not an IP address: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * The prefix that `text` names, such as `3fff:38:40::/48`. Upper case and long forms are read; see `isCanonical`.
 * @throws Error that quotes the text and says what is wrong: no length, length out of range, host bits set.
 */
export function parsePrefix(text: string): Prefix {
  const [addressText = "", lengthText, ...rest] = text.split("/");
  if (lengthText === undefined) throw new Error(`"${text}" has no prefix length, such as "${text}/48"`);
  const { family, value } = parseAddress(addressText);
  const bits = bitsOf(family);
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (rest.length > 0 || Number.isNaN(length) || length > bits) {
    throw new Error(`"${text}" has a bad prefix length; IPv${family} takes /0 to /${bits}`);
  }
  const prefix = prefixOf({ family, value }, length);
  if (prefix.value !== value) {
    throw new Error(`"${text}" has bits set after /${length}; the prefix is ${formatPrefix(prefix)}`);
  }
  return prefix;
}

/** The prefix of the given length that holds the address. */
export function prefixOf(address: Address, length: number): Prefix {
  const hostBits = BigInt(bitsOf(address.family) - length);
  return { family: address.family, value: (address.value >> hostBits) << hostBits, length };
}

/** Canonical text: RFC 5952 for IPv6 (AP-23), dotted decimal for IPv4. */
export function formatAddress({ family, value }: Address): string {
  return family === 6 ? formatIpv6(value) : formatIpv4(Number(value));
}

/**
 * An address in one of the common spellings. A province's ledger holds thousands, and the library takes ten times as
 * long; it still reads all other spellings, and says what is wrong with a text that is none.
 */
function readPlain(text: string): Address | undefined {
  if (!text.includes(":")) {
    const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1) ?? [];
    const value = octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const isPlain =
      octets.length === 4 && octets.every((octet) => Number(octet) < 256 && String(Number(octet)) === octet);
    return isPlain ? { family: 4, value: BigInt(value) } : undefined;
  }
  const [before = "", after, ...rest] = text.split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const missing = 8 - head.length - tail.length;
  if (rest.length > 0 || (after === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { family: 6, value: BigInt(`0x${groups.map((group) => group.padStart(4, "0")).join("")}`) };
}

/** RFC 5952 section 4: lower case, no leading zeros, the first longest run of two or more zero groups shortened. */
function formatIpv6(value: bigint): string {
  const digits = value.toString(16).padStart(32, "0");
  const groups = Array.from({ length: 8 }, (_, index) => digits.slice(index * 4, index * 4 + 4).replace(/^0{1,3}/, ""));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.start).join(":")}::${groups.slice(best.start + best.length).join(":")}`;
}

function formatIpv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** Canonical text with the length, such as `3fff:38:40::/48` (AP-23). */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

/** True when the text is a prefix or an address written the one canonical way (AP-23). */
export function isCanonical(text: string): boolean {
  try {
    return (text.includes("/") ? formatPrefix(parsePrefix(text)) : formatAddress(parseAddress(text))) === text;
  } catch {
    return false;
  }
}

/** Number of addresses in the prefix. */
export function sizeOf(prefix: Prefix): bigint {
  return 1n << BigInt(bitsOf(prefix.family) - prefix.length);
}

/** True when `inner` (a prefix or an address of the same family) lies wholly in `outer`. */
export function contains(outer: Prefix, inner: Prefix | Address): boolean {
  if (outer.family !== inner.family) return false;
  if ("length" in inner && inner.length < outer.length) return false;
  return inner.value >= outer.value && inner.value < outer.value + sizeOf(outer);
}

/** True when the two prefixes share an address; prefixes of different families never do. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

/**
 * The index-th prefix of the given length inside `parent`, counted from zero.
 * @throws Error with both values when the parent holds no such child.
 */
export function childOf(parent: Prefix, length: number, index: number): Prefix {
  const bits = bitsOf(parent.family);
  if (!Number.isInteger(length) || length < parent.length || length > bits) {
    throw new Error(`${formatPrefix(parent)} holds no /${length}: the length must lie in ${parent.length}..${bits}`);
  }
  const count = 1n << BigInt(length - parent.length);
  if (!Number.isInteger(index) || index < 0 || BigInt(index) >= count) {
    throw new Error(`${formatPrefix(parent)} has /${length} blocks 0..${count - 1n}; ${index} is none of them`);
  }
  return { family: parent.family, value: parent.value + (BigInt(index) << BigInt(bits - length)), length };
}

/** All children of the given length, in address order; meant for a handful (at most 65,536). */
export function split(parent: Prefix, length: number): Prefix[] {
  if (length - parent.length > 16) {
    throw new Error(
      `${formatPrefix(parent)} splits into 2^${length - parent.length} /${length} blocks: too many to list`,
    );
  }
  return Array.from({ length: 2 ** Math.max(0, length - parent.length) }, (_, index) => childOf(parent, length, index));
}

/** Which child of `parent` (of the child's own length) this is; the inverse of `childOf`. */
export function indexIn(parent: Prefix, child: Prefix): number {
  if (!contains(parent, child)) throw new Error(`${formatPrefix(child)} does not lie in ${formatPrefix(parent)}`);
  return Number((child.value - parent.value) >> BigInt(bitsOf(child.family) - child.length));
}

/**
 * The address at an offset from the first address of the prefix.
 * @throws Error when the offset lies outside.
 */
export function addressAt(prefix: Prefix, offset: bigint): Address {
  if (offset < 0n || offset >= sizeOf(prefix)) {
    throw new Error(`${formatPrefix(prefix)} has ${sizeOf(prefix)} addresses; offset ${offset} lies outside`);
  }
  return { family: prefix.family, value: prefix.value + offset };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}

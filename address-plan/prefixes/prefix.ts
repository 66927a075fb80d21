import { Address4, Address6 } from "ip-address";

export type Family = 4 | 6;

/** An address as a number: arithmetic in the plan never touches text. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** A prefix whose host bits are zero. */
export interface Prefix {
  readonly family: Family;
  /** First address. */
  readonly value: bigint;
  readonly length: number;
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
  const known = parsed.get(text);
  if (known) return known;
  const prefix = readPrefix(text);
  if (parsed.size >= MANY) parsed.clear();
  parsed.set(text, prefix);
  return prefix;
}

// The ledger's check, the plan and each zone's subnets read the same texts.
const parsed = new Map<string, Prefix>();
const MANY = 10_000;

function readPrefix(text: string): Prefix {
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

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const PLAIN_IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/**
 * An address in one of the common spellings. A province's ledger holds thousands, and the library takes ten times as
 * long; it still reads all other spellings, and says what is wrong with a text that is none.
 */
function readPlain(text: string): Address | undefined {
  if (!text.includes(":")) {
    const octets = PLAIN_IPV4.exec(text);
    if (!octets) return undefined;
    const [, a, b, c, d] = octets;
    const value = ((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d);
    return { family: 4, value: BigInt(value) };
  }
  const groups = groupsOf(text);
  if (groups === undefined) return undefined;
  groups.forEach((group, index) => BITS_128.setUint16(2 * index, group));
  return { family: 6, value: (BITS_128.getBigUint64(0) << 64n) | BITS_128.getBigUint64(8) };
}

// Numbers of 128 bits go to and from groups of 16 through it, which takes no text and few large numbers.
const BITS_128 = new DataView(new ArrayBuffer(16));

/** The eight groups of an IPv6 address of hexadecimal digits alone. */
function groupsOf(text: string): number[] | undefined {
  const groups: number[] = [];
  let gap = -1;
  let value = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      if (digits > 0) groups.push(value);
      else if (at > 0 || text.charCodeAt(1) !== COLON) return undefined;
      value = 0;
      digits = 0;
      if (text.charCodeAt(at + 1) === COLON) {
        if (gap >= 0) return undefined;
        gap = groups.length;
        at += 1;
      }
      continue;
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : hexLetter(code | 32);
    if (digit < 0 || digits === 4) return undefined;
    value = value * 16 + digit;
    digits += 1;
  }
  if (digits > 0) groups.push(value);
  else if (!text.endsWith("::")) return undefined;
  if (gap < 0) return groups.length === 8 ? groups : undefined;
  if (groups.length > 7) return undefined;
  groups.splice(gap, 0, ...Array.from({ length: 8 - groups.length }, () => 0));
  return groups;
}

const COLON = 58;

/** 10 to 15 for `a` to `f`, -1 for any other. */
function hexLetter(code: number): number {
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** RFC 5952 section 4: lower case, no leading zeros, the first longest run of two or more zero groups shortened. */
function formatIpv6(value: bigint): string {
  BITS_128.setBigUint64(0, value >> 64n);
  BITS_128.setBigUint64(8, value);
  let best = -1;
  let length = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && BITS_128.getUint16(2 * end) === 0) end++;
    if (end - start > length) {
      best = start;
      length = end - start;
    }
    if (end > start) start = end - 1;
  }
  let text = "";
  for (let index = 0; index < 8; index++) {
    if (index === best) {
      text += "::";
      index += length - 1;
    } else {
      const separator = index === 0 || text.endsWith("::") ? "" : ":";
      text += separator + BITS_128.getUint16(2 * index).toString(16);
    }
  }
  return text;
}

function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
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

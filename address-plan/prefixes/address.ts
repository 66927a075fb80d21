// Addresses and prefixes as numbers, and an address as text. It imports nothing, so that it runs in a browser too.
export type Family = 4 | 6;

/** An address as a number: arithmetic in the plan never touches text. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** A prefix whose host bits are zero; its `value` is that of its first address. */
export interface Prefix extends Address {
  readonly length: number;
}

/** Address bits of a family. */
export function bitsOf(family: Family): number {
  return family === 6 ? 128 : 32;
}

/** The prefix of the given length that holds the address. */
export function prefixOf(address: Address, length: number): Prefix {
  const hostBits = BigInt(bitsOf(address.family) - length);
  return { family: address.family, value: (address.value >> hostBits) << hostBits, length };
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

/** True when both are one prefix. */
export function isSame(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.value === b.value && a.length === b.length;
}

/** True when the two prefixes share an address; prefixes of different families never do. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

/** The IPv4 prefix that an IPv4-mapped one (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) stands for; any other as it is. */
export function unmapped(prefix: Prefix): Prefix {
  const { family, value, length } = prefix;
  if (family !== 6 || length < 96 || value >> 32n !== 0xffffn) return prefix;
  return { family: 4, value: value & 0xffff_ffffn, length: length - 96 };
}

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const PLAIN_IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/**
 * The address that `text` names in one of the common spellings, else undefined. A province's ledger holds thousands, and
 * the library of `parseAddress` takes ten times as long; that one reads all other spellings and says what is wrong.
 */
export function readAddress(text: string): Address | undefined {
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

/** Canonical text: RFC 5952 for IPv6 (AP-23), dotted decimal for IPv4. */
export function formatAddress({ family, value }: Address): string {
  return family === 6 ? formatIpv6(value) : formatIpv4(Number(value));
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

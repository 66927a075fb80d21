import { Address4, Address6 } from "ip-address";
import { knownList, knownText } from "./inputs.ts";

/** A prefix as a range of integers; an address without a length is its own /32 or /128. */
export interface Cidr {
  family: 4 | 6;
  length: number;
  /** Lowest address of the prefix. */
  first: bigint;
  /** Highest address of the prefix. */
  last: bigint;
  /** True when the text had bits set beyond the length. */
  hostBits: boolean;
  /** Network address and length; RFC 5952 text for IPv6. */
  canonical: string;
}

/** Texts read so far: policies ask for the same few prefixes again and again, and reading one takes long. */
const known = new Map<string, Cidr | undefined>();
const KNOWN_AT_MOST = 20_000;

/** The prefix that a text means, or undefined when it is neither IPv4 nor IPv6. */
export function parseCidr(text: string): Cidr | undefined {
  if (known.has(text)) return known.get(text);
  // A process that plans every stack of a province should not keep all their addresses.
  if (known.size >= KNOWN_AT_MOST) known.clear();
  const cidr = readCidr(text);
  known.set(text, cidr);
  return cidr;
}

function readCidr(text: string): Cidr | undefined {
  try {
    const address = text.includes(":") ? new Address6(text) : new Address4(text);
    const start = address.startAddress();
    return {
      family: address instanceof Address6 ? 6 : 4,
      length: address.subnetMask,
      first: start.bigInt(),
      last: address.endAddress().bigInt(),
      hostBits: address.bigInt() !== start.bigInt(),
      canonical: `${start.correctForm()}/${address.subnetMask}`,
    };
  } catch {
    // ip-address throws for anything that is no address; the callers stay silent or say so themselves.
    return undefined;
  }
}

/** The prefix that an input holds; undefined for what is none, or not known yet. */
export function cidrIn(value: unknown): Cidr | undefined {
  return parseCidr(knownText(value) ?? "");
}

/** The prefixes in a list of them; what is none, or not known yet, is left out. */
export function cidrsIn(list: unknown): Cidr[] {
  return knownList(list).flatMap((value) => cidrIn(value) ?? []);
}

/** True when one of the prefixes holds every address of `inner`. */
export function liesIn(prefixes: readonly string[], inner: Cidr): boolean {
  return cidrsIn(prefixes).some((outer) => contains(outer, inner));
}

/** True when every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** True when the two prefixes share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** True for 0.0.0.0/0 and ::/0. */
export function isAny(cidr: Cidr): boolean {
  return cidr.length === 0;
}

const GLOBAL_UNICAST = readCidr("2000::/3")!;

/** True for prefixes inside 2000::/3, the only global unicast space in use (RFC 4291 section 2.4). */
export function isGlobalUnicast(cidr: Cidr): boolean {
  return contains(GLOBAL_UNICAST, cidr);
}

/** First multicast address, with which unicast space ends (RFC 5771). */
const MULTICAST_IPV4 = 0xe000_0000n;

/**
 * True for prefixes so wide that they mean everyone: 0.0.0.0/0 and ::/0, halves and quarters of them, 2000::/3. No
 * registry gives anybody an IPv4 prefix shorter than /8, or an IPv6 one shorter than /16.
 */
export function isEveryone(cidr: Cidr): boolean {
  if (isAny(cidr)) return true;
  if (cidr.family === 6) return cidr.length < 16 && overlaps(cidr, GLOBAL_UNICAST);
  return cidr.length < 8 && cidr.first < MULTICAST_IPV4;
}

const PRIVATE_IPV4 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((text) => parseCidr(text)!);

/** True when the prefix lies in private address space of RFC 1918. */
export function isPrivateIpv4(cidr: Cidr): boolean {
  return PRIVATE_IPV4.some((range) => contains(range, cidr));
}

const UNIQUE_LOCAL = parseCidr("fc00::/7")!;

/** True when the prefix lies in fc00::/7 (RFC 4193). */
export function isUniqueLocal(cidr: Cidr): boolean {
  return contains(UNIQUE_LOCAL, cidr);
}

const LOOPBACK_IPV4 = parseCidr("127.0.0.0/8")!;

/** True when the prefix lies in 127.0.0.0/8 (RFC 1122). */
export function isLoopbackIpv4(cidr: Cidr): boolean {
  return contains(LOOPBACK_IPV4, cidr);
}

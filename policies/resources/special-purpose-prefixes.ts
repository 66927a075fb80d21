import { contains, overlaps, parseCidr, type Cidr } from "./cidr.ts";

/**
 * Our own copy of what the policies need of IANA's special-purpose registries, since language libraries lag
 * behind them (Python 3.11 lacks 2002::/16, 64:ff9b:1::/48 and 3fff::/20).
 * Sources: RFC 6890 and the registries iana-ipv4-special-registry and iana-ipv6-special-registry, each line
 * with the RFC that assigns it.
 */
export const REGISTRY_DATE = "2026-11-22";

export interface SpecialPurpose {
  cidr: Cidr;
  name: string;
  rfc: string;
  use: "documentation" | "forbidden" | "subnet-forbidden";
}

function entry(prefix: string, name: string, rfc: string, use: SpecialPurpose["use"]): SpecialPurpose {
  return { cidr: parseCidr(prefix)!, name, rfc, use };
}

/**
 * `documentation`: examples only (NET-07). `forbidden`: never a subnet, pool, route, record or rule (NET-08).
 * `subnet-forbidden`: a fine route or rule (NAT64), but no subnet or pool.
 */
export const SPECIAL_PURPOSE: readonly SpecialPurpose[] = [
  entry("192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737", "documentation"),
  entry("198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737", "documentation"),
  entry("203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737", "documentation"),
  entry("2001:db8::/32", "documentation", "RFC 3849", "documentation"),
  entry("3fff::/20", "documentation", "RFC 9637", "documentation"),
  entry("0.0.0.0/8", "this network", "RFC 791", "forbidden"),
  entry("127.0.0.0/8", "loopback", "RFC 1122", "forbidden"),
  entry("169.254.0.0/16", "link local", "RFC 3927", "forbidden"),
  entry("192.0.0.0/24", "IETF protocol assignments", "RFC 6890", "forbidden"),
  entry("192.88.99.0/24", "deprecated 6to4 relay anycast", "RFC 7526", "forbidden"),
  entry("198.18.0.0/15", "benchmarking", "RFC 2544", "forbidden"),
  entry("224.0.0.0/4", "multicast", "RFC 5771", "forbidden"),
  entry("240.0.0.0/4", "reserved", "RFC 1112", "forbidden"),
  entry("::/8", "unspecified, loopback, IPv4-mapped and reserved", "RFC 4291", "forbidden"),
  entry("64:ff9b::/96", "well-known NAT64 prefix", "RFC 6052", "subnet-forbidden"),
  entry("64:ff9b:1::/48", "local NAT64 prefix", "RFC 8215", "subnet-forbidden"),
  entry("100::/64", "discard only", "RFC 6666", "forbidden"),
  entry("2001::/23", "IETF protocol assignments, Teredo among them", "RFC 2928", "forbidden"),
  entry("2002::/16", "6to4", "RFC 3056", "forbidden"),
  entry("3ffe::/16", "returned 6bone", "RFC 3701", "forbidden"),
  entry("5f00::/16", "segment routing SIDs", "RFC 9602", "forbidden"),
  entry("fe80::/10", "link local", "RFC 4291", "forbidden"),
  entry("fec0::/10", "deprecated site local", "RFC 3879", "forbidden"),
  entry("ff00::/8", "multicast", "RFC 4291", "forbidden"),
];

const GLOBAL_UNICAST = parseCidr("2000::/3")!;

/** The most specific entry that shares an address with `cidr`, documentation prefixes left out. */
export function specialPurposeOf(cidr: Cidr): SpecialPurpose | undefined {
  return SPECIAL_PURPOSE.filter((special) => special.use !== "documentation" && overlaps(special.cidr, cidr)).toSorted(
    (a, b) => b.cidr.length - a.cidr.length,
  )[0];
}

/** The documentation prefix that holds `cidr`. */
export function documentationOf(cidr: Cidr): SpecialPurpose | undefined {
  return SPECIAL_PURPOSE.find((special) => special.use === "documentation" && contains(special.cidr, cidr));
}

/** True for prefixes inside 2000::/3, the only global unicast space in use (RFC 4291 section 2.4). */
export function isGlobalUnicast(cidr: Cidr): boolean {
  return contains(GLOBAL_UNICAST, cidr);
}

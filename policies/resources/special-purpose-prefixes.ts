import type { Text } from "../messages/text.ts";
import { contains, overlaps, parseCidr, type Cidr } from "./cidr.ts";
import registry from "./special-purpose-prefixes.json" with { type: "json" };

/**
 * Day of the registries that special-purpose-prefixes.json was taken from: our own copy of what the policies need, since
 * language libraries lag behind (Python 3.11 lacks 2002::/16, 64:ff9b:1::/48 and 3fff::/20).
 * Sources: RFC 6890 and the registries iana-ipv4-special-registry and iana-ipv6-special-registry, each line
 * with the RFC that assigns it.
 */
export const REGISTRY_DATE = "2026-11-22";

export interface SpecialPurpose {
  cidr: Cidr;
  name: Text;
  rfc: string;
  /** True for NAT64's: a fine route or rule, but no subnet or pool. */
  routed?: boolean;
}

function entry({ prefix, ...rest }: Omit<SpecialPurpose, "cidr"> & { prefix: string }): SpecialPurpose {
  return { ...rest, cidr: parseCidr(prefix)! };
}

/** For examples only (NET-07). */
const DOCUMENTATION = registry.documentation.map(entry);
/** Never a subnet, pool, route, record or rule (NET-08). */
const FORBIDDEN = registry.forbidden.map(entry);

/** The most specific entry that shares an address with `cidr`, documentation prefixes left out. */
export function specialPurposeOf(cidr: Cidr): SpecialPurpose | undefined {
  const shared = FORBIDDEN.filter((special) => overlaps(special.cidr, cidr));
  return shared.toSorted((a, b) => b.cidr.length - a.cidr.length)[0];
}

/** The documentation prefix that holds `cidr`. */
export function documentationOf(cidr: Cidr): SpecialPurpose | undefined {
  return DOCUMENTATION.find((special) => contains(special.cidr, cidr));
}

/** `benchmarking (RFC 2544)` in both languages. */
export function purposeText({ name, rfc }: SpecialPurpose): Text {
  return { en: `${name.en} (${rfc})`, vi: `${name.vi} (${rfc})` };
}

import type { Faults } from "../faults.ts";
import { canonicalPrefix, compareAddresses, familyOf, prefixLength } from "../ip-text.ts";
import type { Family } from "../stack-mode.ts";

/** A pool's prefixes and the lengths of the subnets that it gives out. */
export interface PoolSpec {
  prefixes: string[];
  minPrefixlen: number;
  defaultPrefixlen: number;
  maxPrefixlen: number;
}

/**
 * The pool of one family. IPv6 subnets are /64 and nothing else (RFC 4291; NET-13); IPv4 ones run from the pool's own
 * length to /28, /24 when nobody says. Prefixes are sorted by number, since the provider compares the list in its order.
 * Notes every prefix that is none, is of the other family, or is too small to hold a subnet; undefined then.
 */
export function poolSpec(family: Family, prefixes: readonly string[], faults: Faults): PoolSpec | undefined {
  const before = faults.count;
  const longest = family === "ipv4" ? 28 : 64;
  if (prefixes.length === 0) faults.add(`${family}.prefixes is empty: give a prefix, or leave ${family} out`);
  for (const prefix of prefixes) {
    if (familyOf(prefix) !== family || !prefix.includes("/")) {
      faults.add(`${family}.prefixes has '${prefix}', which is no ${family === "ipv4" ? "IPv4" : "IPv6"} prefix`);
    } else if (prefixLength(prefix) > longest) {
      faults.add(`${family}.prefixes has '${prefix}', which is too small to hold a /${longest}`);
    }
  }
  if (faults.count > before) return undefined;
  const sorted = [...new Set(prefixes.map(canonicalPrefix))].toSorted(compareAddresses);
  if (family === "ipv6") return { prefixes: sorted, minPrefixlen: 64, defaultPrefixlen: 64, maxPrefixlen: 64 };
  const minPrefixlen = Math.min(...sorted.map(prefixLength));
  return { prefixes: sorted, minPrefixlen, defaultPrefixlen: Math.max(24, minPrefixlen), maxPrefixlen: 28 };
}

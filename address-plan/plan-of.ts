import type { Ledger } from "./ledger.ts";
import type { AddressPlan, SitePlan, ZonePlan } from "./plan.ts";
import { childOf, formatPrefix, parsePrefix } from "./prefix.ts";
import { P40 } from "./profile.ts";
import { hubOf, type Block } from "./site-prefix.ts";

/** The plan that the ledger holds: one entry per site, sorted by code. The same ledger always gives the same plan (AP-07). */
export function planOf(ledger: Ledger): AddressPlan {
  const sites: Record<string, SitePlan> = {};
  // Code order, not locale order: the same bytes on every machine.
  const entries = ledger.entries.toSorted((a, b) => (a.site < b.site ? -1 : a.site > b.site ? 1 : 0));
  for (const { site, kind, parent, name, ipv6, ipv4 } of entries) {
    sites[site] = { site, kind, ...(parent === undefined ? {} : { parent }), name, ipv6, ipv4 };
  }
  return { root6: ledger.root6, root4: ledger.root4, sites };
}

/**
 * The block that a site's zones are cut from: its prefix; for an area its hub, the first /52 and /19,
 * since the rest of an area belongs to its communes.
 */
export function zoneBlockOf(site: SitePlan): Block {
  const block = { ipv6: parsePrefix(site.ipv6), ipv4: parsePrefix(site.ipv4) };
  return site.kind === "area" ? hubOf(block) : block;
}

/**
 * One zone of a site: site prefix + 4 bits in both families, the nibble of the catalogue being the same at every site (AP-10).
 * @throws Error when the nibble is not 0..15.
 */
export function zonePlanOf(site: SitePlan, zone: string, nibble: number): ZonePlan {
  if (!Number.isInteger(nibble) || nibble < 0 || nibble > 15) {
    throw new Error(`zone "${zone}" of site "${site.site}" has nibble ${nibble}; a nibble is 0..15`);
  }
  const { ipv6, ipv4 } = zoneBlockOf(site);
  return {
    zone,
    nibble,
    ipv6: formatPrefix(childOf(ipv6, ipv6.length + P40.zoneBits, nibble)),
    ipv4: formatPrefix(childOf(ipv4, ipv4.length + P40.zoneBits, nibble)),
  };
}

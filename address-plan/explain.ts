import type { ZoneNibble } from "./check-zones.ts";
import { explainHost, type HostMeaning } from "./explain-host.ts";
import type { Ledger, LedgerEntry, SiteKind } from "./ledger.ts";
import { planOf, zoneBlockOf, zonePlanOf } from "./plan-of.ts";
import type { SitePlan, SubnetPlan, ZonePlan } from "./plan.ts";
import {
  bitsOf,
  contains,
  formatAddress,
  formatPrefix,
  indexIn,
  parseAddress,
  parsePrefix,
  prefixOf,
  type Family,
  type Prefix,
} from "./prefix.ts";
import { formatSlot, P40, poolOf } from "./profile.ts";
import { pointerNameOf, reverseZonesOf } from "./reverse-zone.ts";
import { poolBlock } from "./site-prefix.ts";
import { subnetCountOf, subnetPlanOf } from "./subnet.ts";

/** Where an address or a prefix stands in the plan; each part is there when the query is narrow enough to say it. */
export interface Explanation {
  /** Canonical text of what was asked. */
  query: string;
  family: Family;
  /** One sentence: whose it is. */
  summary: string;
  /** The pool that it lies in; absent in the reserve and outside the root. */
  pool?: SiteKind;
  site?: SitePlan;
  zone?: { code?: string; name?: string } & ZonePlan;
  subnet?: { index: number } & SubnetPlan;
  host?: HostMeaning;
  /** Sites that lie inside the prefix asked about, beside `site` itself. */
  holds?: string[];
  /** The ledger's line on the site. */
  ledger?: LedgerEntry;
  /** Reverse zones that delegate the narrowest known block (AP-19), none outside the root; PTR name of an address. */
  reverse: { zones: string[]; pointer?: string };
}

/** What is found out, and the block whose reverse zones belong to it. */
type Part = Omit<Explanation, "query" | "family" | "reverse"> & { delegated?: Prefix };

/**
 * Explains an address or a prefix of either family.
 * @throws Error that says what is wrong when `query` is neither.
 */
export function explainAddress(ledger: Ledger, zones: readonly ZoneNibble[], query: string): Explanation {
  const isAddress = !query.includes("/");
  const asked = isAddress ? wholeAddress(query) : parsePrefix(query);
  const text = isAddress ? formatAddress(asked) : formatPrefix(asked);
  const sites = Object.values(planOf(ledger).sites);
  // A commune lies in its area: the longest prefix is the one that answers.
  const site = sites
    .filter((candidate) => contains(prefixOfSite(candidate, asked.family), asked))
    .toSorted((a, b) => prefixOfSite(b, asked.family).length - prefixOfSite(a, asked.family).length)[0];
  const holds = sites
    .filter((candidate) => candidate !== site && contains(asked, prefixOfSite(candidate, asked.family)))
    .map((candidate) => candidate.site);

  const { delegated, ...part } = site
    ? explainInSite(site, asked, isAddress, zones, holds)
    : explainOutside(ledger, asked, holds);
  const line = ledger.entries.find((entry) => entry.site === site?.site);
  return {
    query: text,
    family: asked.family,
    ...part,
    ...(holds.length > 0 ? { holds } : {}),
    ...(line ? { ledger: line } : {}),
    reverse: {
      zones: delegated ? reverseZonesOf(formatPrefix(delegated)) : [],
      ...(isAddress ? { pointer: pointerNameOf(text) } : {}),
    },
  };
}

/** A query that no single site holds: the root, a pool, the reserve, a free slot, or somebody else's. */
function explainOutside(ledger: Ledger, asked: Prefix, holds: readonly string[]): Part {
  const roots = { ipv6: parsePrefix(ledger.root6), ipv4: parsePrefix(ledger.root4) };
  const root = asked.family === 6 ? roots.ipv6 : roots.ipv4;
  if (!contains(root, asked)) {
    const relation = contains(asked, root) ? "larger than" : "outside";
    return { summary: `not the province's: ${relation} ${formatPrefix(root)}` };
  }
  // A free slot would be delegated as a whole, as a site's prefix is.
  const delegated = prefixOf(asked, Math.min(asked.length, asked.family === 6 ? 48 : 16));
  const pool = (["platform", "department", "area"] as const).find((kind) => {
    const block = poolBlock(kind, roots);
    return contains(asked.family === 6 ? block.ipv6 : block.ipv4, asked);
  });
  if (!pool && holds.length > 0) return { summary: `the province's block, ${holds.length} sites`, delegated };
  if (!pool) return { summary: "reserve: no site may take it without a new plan", delegated };
  const content = holds.length > 0 ? `${holds.length} sites` : "nobody's yet: a free slot";
  return { summary: `${content} in the pool of kind ${pool}`, pool, delegated };
}

function explainInSite(
  site: SitePlan,
  asked: Prefix,
  isAddress: boolean,
  zones: readonly ZoneNibble[],
  holds: readonly string[],
): Part {
  const { family } = asked;
  const whole = prefixOfSite(site, family);
  const known = { pool: site.kind, site };
  const owner = `${site.name} (${site.kind} ${site.site})`;
  if (asked.length === whole.length) return { summary: `all of ${owner}`, ...known, delegated: whole };

  const blocks = zoneBlockOf(site);
  const block = family === 6 ? blocks.ipv6 : blocks.ipv4;
  if (!contains(block, asked)) {
    const { ipv6Length, ipv4 } = poolOf("commune");
    const slotLength = family === 6 ? ipv6Length : ipv4.length;
    const summary =
      asked.length >= slotLength
        ? `nobody's yet: commune slot ${formatSlot(indexIn(whole, prefixOf(asked, slotLength)))} of ${owner}`
        : `commune slots of ${owner}, ${holds.length} of them taken`;
    return { summary, ...known, delegated: whole };
  }

  const zoneLength = block.length + P40.zoneBits;
  if (asked.length < zoneLength) return { summary: `${owner}, several zones`, ...known, delegated: whole };
  const nibble = indexIn(block, prefixOf(asked, zoneLength));
  const entry = zones.find((candidate) => candidate.nibble === nibble);
  const zonePlan = zonePlanOf(site, entry?.code ?? `nibble ${nibble.toString(16)}`, nibble);
  const zone = { ...(entry ? { code: entry.code, name: entry.name } : {}), ...zonePlan };
  const zonePrefix = parsePrefix(family === 6 ? zonePlan.ipv6 : zonePlan.ipv4);
  const inZone = { summary: `${owner}, zone ${zonePlan.zone}`, ...known, zone, delegated: zonePrefix };

  const subnetLength = family === 6 ? P40.subnet6Length : Math.max(zonePrefix.length, P40.subnet4Length);
  if (asked.length < subnetLength) return inZone;
  const index = indexIn(zonePrefix, prefixOf(asked, subnetLength));
  const count = subnetCountOf(zonePlan);
  if (index >= count) {
    return { ...inZone, summary: `${inZone.summary}, /64 number ${index}: beyond the ${count} with an IPv4 twin` };
  }
  const subnet = { index, ...subnetPlanOf(zonePlan, index) };
  const inSubnet = {
    ...inZone,
    summary: `${inZone.summary}, subnet ${index}`,
    subnet,
    delegated: parsePrefix(family === 6 ? subnet.ipv6.cidr : subnet.ipv4.cidr),
  };
  if (!isAddress) return inSubnet;
  const host = explainHost(asked, subnet);
  return { ...inSubnet, summary: `${inSubnet.summary}: ${host.meaning}`, host };
}

function prefixOfSite(site: SitePlan, family: Family): Prefix {
  return parsePrefix(family === 6 ? site.ipv6 : site.ipv4);
}

function wholeAddress(text: string): Prefix {
  const address = parseAddress(text);
  return prefixOf(address, bitsOf(address.family));
}

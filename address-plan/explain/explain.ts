import { asText, inBoth, type Text } from "../../model/text.ts";
import { KIND_TEXTS, type SiteKind } from "../kinds.ts";
import type { AllocateEntry, Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { latestDate, planOfReplay, zoneBlocksOf, zonePlanOf } from "../plan-of.ts";
import type { AddressPlan, QuarantinedSite, SitePlan, SubnetPlan, ZonePlan } from "../plan.ts";
import { bitsOf, contains, formatAddress, prefixOf, unmapped, type Family, type Prefix } from "../prefixes/address.ts";
import { formatPrefix, indexIn, parseAddress, parsePrefix, prefixIn, type Block } from "../prefixes/prefix.ts";
import { pointerNameOf, reverseZonesOf } from "../prefixes/reverse-zone.ts";
import { poolBlock } from "../prefixes/site-prefix.ts";
import { subnetCountOf, subnetPlanOf } from "../prefixes/subnet.ts";
import { formatSlot, profileOf, SUBNET_4_LENGTH, SUBNET_6_LENGTH, ZONE_BITS, type Profile } from "../profile.ts";
import type { ZoneNibble } from "../rules/check-zones.ts";
import { explainHost, type HostMeaning } from "./explain-host.ts";

/** Where an address or a prefix stands in the plan; each part is there when the query is narrow enough to say it. */
export interface Explanation {
  /** Canonical text of what was asked. */
  query: string;
  family: Family;
  /** One sentence: whose it is. */
  summary: Text;
  /** The pool that it lies in; absent in the reserve and outside the root. */
  pool?: SiteKind;
  site?: SitePlan;
  zone?: { code?: string; name?: string } & ZonePlan;
  subnet?: { index: number } & SubnetPlan;
  host?: HostMeaning;
  /** Sites that lie inside the prefix asked about, beside `site` itself. */
  holds?: string[];
  /** Sites that ended and lie inside it, in quarantine. */
  resting?: string[];
  /** The ledger's line that gave the site its addresses: since when, by which document. */
  ledger?: AllocateEntry;
  /** All lines about the site, when there are more. */
  history?: LedgerEntry[];
  /** Whose it was, and until when nobody may have it (AP-11). */
  quarantined?: QuarantinedSite;
  /** Reverse zones that delegate the narrowest known block (AP-19), none outside the root; PTR name of an address. */
  reverse: { zones: string[]; pointer?: string };
}

/** What is found out, and the block whose reverse zones belong to it. */
type Part = Omit<Explanation, "query" | "family" | "reverse"> & { delegated?: Prefix };

/**
 * Explains an address or a prefix of either family, as of a day when one is given. An IPv4-mapped one is that of IPv4.
 * @throws Error that says what is wrong when `query` is neither.
 */
export function explainAddress(
  ledger: Ledger,
  zones: readonly ZoneNibble[],
  query: string,
  asOf?: string,
): Explanation {
  const asked = unmapped(query.includes("/") ? parsePrefix(query) : wholeAddress(query));
  const isAddress = asked.length === bitsOf(asked.family);
  const text = isAddress ? formatAddress(asked) : formatPrefix(asked);
  const replay = Replay.of(ledger, asOf);
  const plan = planOfReplay(ledger, replay, asOf ?? latestDate(ledger));
  const sites = Object.values(plan.sites);
  // A commune lies in its area: the longest prefix is the one that answers.
  const site = sites
    .filter((candidate) => prefixesOf(candidate, asked.family).some((prefix) => contains(prefix, asked)))
    .toSorted((a, b) => prefixIn(b, asked.family).length - prefixIn(a, asked.family).length)[0];
  const holds = sites
    .filter((candidate) => candidate !== site && contains(asked, prefixIn(candidate, asked.family)))
    .map((candidate) => candidate.site);
  // The narrower of the two is the answer: a commune that ended lies in an area that goes on.
  const past = plan.quarantined.findLast((each) =>
    prefixesOf(each, asked.family).some((prefix) => contains(prefix, asked)),
  );
  const rests = past && (!site || prefixIn(site, asked.family).length < prefixIn(past, asked.family).length);
  const resting = plan.quarantined
    .filter((each) => each !== past && contains(asked, prefixIn(each, asked.family)))
    .map((each) => each.site);

  const { delegated, ...part } = rests
    ? explainQuarantined(past, asked)
    : site
      ? explainInSite(profileOf(ledger), site, asked, { isAddress, zones, holds, resting })
      : explainOutside(plan, asked, holds, resting);
  // A unit may have come back under the same code: its end tells which of its lives is meant.
  const state = rests
    ? replay.ended.findLast(({ site: code, retired }) => code === past.site && retired?.date === past.since)
    : site && replay.sites.get(site.site);
  return {
    query: text,
    family: asked.family,
    ...part,
    ...(holds.length > 0 ? { holds } : {}),
    ...(resting.length > 0 ? { resting } : {}),
    ...(state ? { ledger: state.line } : {}),
    ...(state && state.history.length > 1 ? { history: state.history } : {}),
    reverse: {
      zones: delegated ? reverseZonesOf(delegated) : [],
      ...(isAddress ? { pointer: pointerNameOf(asked) } : {}),
    },
  };
}

function explainQuarantined(past: QuarantinedSite, asked: Prefix): Part {
  const into =
    past.into === undefined
      ? asText("")
      : { en: `, which went into ${past.into} on ${past.since}`, vi: `, nhập vào ${past.into} ngày ${past.since}` };
  return {
    summary: {
      en: `in quarantine until ${past.until}: was ${past.name} (${past.kind} ${past.site})${into.en}`,
      vi: `cách ly đến ${past.until}: vốn là ${past.name} (${KIND_TEXTS[past.kind].vi} ${past.site})${into.vi}`,
    },
    pool: past.kind,
    quarantined: past,
    delegated: prefixIn(past, asked.family),
  };
}

/** A query that no single site holds: the root, a pool, the reserve, a free slot, or somebody else's. */
function explainOutside(plan: AddressPlan, asked: Prefix, holds: readonly string[], resting: readonly string[]): Part {
  const profile = profileOf(plan);
  const roots = { ipv6: plan.root6, ipv4: plan.root4 };
  const root = prefixIn(roots, asked.family);
  if (!contains(root, asked)) {
    const relation = contains(asked, root) ? { en: "larger than", vi: "lớn hơn" } : { en: "outside", vi: "nằm ngoài" };
    return {
      summary: {
        en: `not the province's: ${relation.en} ${formatPrefix(root)}`,
        vi: `không phải của tỉnh: ${relation.vi} ${formatPrefix(root)}`,
      },
    };
  }
  // A free slot would be delegated as a whole, as a site's prefix is.
  const delegated = prefixOf(
    asked,
    Math.min(asked.length, asked.family === 6 ? profile.pools.department.ipv6Length : 16),
  );
  const pool = (["platform", "department", "area"] as const).find((kind) =>
    contains(prefixIn(poolBlock(profile, kind, roots), asked.family), asked),
  );
  if (!pool && holds.length > 0) {
    const summary = { en: `the province's block, ${holds.length} sites`, vi: `khối của tỉnh, ${holds.length} đơn vị` };
    return { summary, delegated };
  }
  if (!pool) {
    const summary = {
      en: "reserve: no site may take it without a new plan",
      vi: "dự trữ: không đơn vị nào được dùng khi chưa có quy hoạch mới",
    };
    return { summary, delegated };
  }
  const sites = { en: `${holds.length} ${holds.length === 1 ? "site" : "sites"}`, vi: `${holds.length} đơn vị` };
  const inUse = [...(holds.length > 0 ? [sites] : []), ...(resting.length > 0 ? [inQuarantine(resting.length)] : [])];
  const content = inBoth((language) => inUse.map((each) => each[language]).join(", "));
  return {
    summary: {
      en: `${content.en || "nobody's yet: a free slot"} in the pool of kind ${pool}`,
      vi: `${content.vi || "chưa của ai: vị trí trống"} trong pool của loại ${KIND_TEXTS[pool].vi}`,
    },
    pool,
    delegated,
  };
}

function inQuarantine(count: number): Text {
  return { en: `${count} in quarantine`, vi: `${count} đang cách ly` };
}

function explainInSite(
  profile: Profile,
  site: SitePlan,
  asked: Prefix,
  {
    isAddress,
    zones,
    holds,
    resting,
  }: {
    isAddress: boolean;
    zones: readonly ZoneNibble[];
    holds: readonly string[];
    resting: readonly string[];
  },
): Part {
  const { family } = asked;
  const whole = prefixIn(site, family);
  const known = { pool: site.kind, site };
  const owner = inBoth((language) => `${site.name} (${KIND_TEXTS[site.kind][language]} ${site.site})`);
  if (asked.length === whole.length) {
    return { summary: { en: `all of ${owner.en}`, vi: `toàn bộ ${owner.vi}` }, ...known, delegated: whole };
  }

  const several = (what: "blocks" | "zones"): Text => ({
    en: `${owner.en}, several ${what}`,
    vi: `${owner.vi}, nhiều ${what === "blocks" ? "khối" : "vùng"}`,
  });
  const blocks = zoneBlocksOf(site).map((each) => prefixIn(each, family));
  const blockIndex = blocks.findIndex((each) => contains(each, asked));
  const block = blocks[blockIndex];
  if (!block) {
    if (site.kind !== "area") return { summary: several("blocks"), ...known, delegated: whole };
    const { ipv6Length, ipv4 } = profile.pools.commune;
    const slotLength = family === 6 ? ipv6Length : ipv4.length;
    const around = prefixesOf(site, family);
    const place = around.findIndex((each) => contains(each, asked));
    const slot = (prefix: Prefix) =>
      indexIn(around[place] ?? whole, prefix) + Math.max(0, place) * 2 ** profile.pools.commune.bits;
    if (asked.length >= slotLength) {
      const free = formatSlot(slot(prefixOf(asked, slotLength)));
      const summary = {
        en: `nobody's yet: commune slot ${free} of ${owner.en}`,
        vi: `chưa của ai: vị trí ${free} dành cho xã của ${owner.vi}`,
      };
      return { summary, ...known, delegated: whole };
    }
    const rest = inBoth((language) => (resting.length > 0 ? `, ${inQuarantine(resting.length)[language]}` : ""));
    const summary = {
      en: `commune slots of ${owner.en}, ${holds.length} of them taken${rest.en}`,
      vi: `các vị trí dành cho xã của ${owner.vi}, đã dùng ${holds.length}${rest.vi}`,
    };
    return { summary, ...known, delegated: whole };
  }

  const zoneLength = block.length + ZONE_BITS;
  if (asked.length < zoneLength) return { summary: several("zones"), ...known, delegated: whole };
  const nibble = indexIn(block, prefixOf(asked, zoneLength));
  const entry = zones.find((candidate) => candidate.nibble === nibble);
  const zonePlan = zonePlanOf(site, entry?.code ?? `nibble ${nibble.toString(16)}`, nibble);
  const zone = { ...(entry ? { code: entry.code, name: entry.name } : {}), ...zonePlan };
  const part = [zonePlan, ...(zonePlan.further ?? [])][blockIndex] ?? zonePlan;
  const zonePrefix = prefixIn(part, family);
  const inZone = {
    summary: { en: `${owner.en}, zone ${zonePlan.zone}`, vi: `${owner.vi}, vùng ${zonePlan.zone}` },
    ...known,
    zone,
    delegated: zonePrefix,
  };

  const subnetLength = family === 6 ? SUBNET_6_LENGTH : Math.max(zonePrefix.length, SUBNET_4_LENGTH);
  if (asked.length < subnetLength) return inZone;
  const inBlock = indexIn(zonePrefix, prefixOf(asked, subnetLength));
  const count = subnetCountOf(zonePlan) / blocks.length;
  if (inBlock >= count) {
    const { en, vi } = inZone.summary;
    const summary = {
      en: `${en}, /64 number ${inBlock}: beyond the ${count} with an IPv4 twin`,
      vi: `${vi}, /64 số ${inBlock}: vượt quá ${count} mạng có cặp đôi IPv4`,
    };
    return { ...inZone, summary };
  }
  const index = blockIndex * count + inBlock;
  const subnet = { index, ...subnetPlanOf(zonePlan, index) };
  const inSubnet = {
    ...inZone,
    summary: { en: `${inZone.summary.en}, subnet ${index}`, vi: `${inZone.summary.vi}, mạng con ${index}` },
    subnet,
    delegated: family === 6 ? subnet.ipv6.cidr : subnet.ipv4.cidr,
  };
  if (!isAddress) return inSubnet;
  const host = explainHost(asked, subnet);
  const summary = inBoth((language) => `${inSubnet.summary[language]}: ${host.meaning[language]}`);
  return { ...inSubnet, summary, host };
}

/** The prefixes that hold a site's addresses: one, or each block of an area of P48. */
function prefixesOf(site: Block & { blocks?: readonly Block[] }, family: Family): Prefix[] {
  return [site, ...(site.blocks ?? [])].map((block) => prefixIn(block, family));
}

function wholeAddress(text: string): Prefix {
  const address = parseAddress(text);
  return prefixOf(address, bitsOf(address.family));
}

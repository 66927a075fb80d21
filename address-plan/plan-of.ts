import type { Ledger, RegistrantEntry } from "./ledger/ledger.ts";
import { quarantineEnd } from "./ledger/quarantine.ts";
import { Replay, type SiteState } from "./ledger/replay.ts";
import type { AddressPlan, QuarantinedSite, Registrant, SitePlan, ZonePlan } from "./plan.ts";
import { contains } from "./prefixes/address.ts";
import { childOf, type Block } from "./prefixes/prefix.ts";
import { ZONE_BITS } from "./profile.ts";

/**
 * The plan that the ledger holds on a day: active sites sorted by code, and what lies in quarantine. Without `asOf`,
 * every line counts, and the day is that of the latest one. The same ledger always gives the same plan (AP-07).
 */
export function planOf(ledger: Ledger, asOf?: string): AddressPlan {
  return planOfReplay(ledger, Replay.of(ledger, asOf), asOf ?? latestDate(ledger));
}

/** The same from a replay that is there already. */
export function planOfReplay(ledger: Ledger, replay: Replay, day: string): AddressPlan {
  const sites: Record<string, SitePlan> = {};
  // Code order, not locale order: the same bytes on every machine.
  for (const site of [...replay.sites.keys()].toSorted()) sites[site] = sitePlanOf(replay, replay.sites.get(site)!);
  const { registrant, root } = replay;
  return {
    profile: ledger.profile,
    root6: root.ipv6,
    root4: root.ipv4,
    sites,
    quarantined: quarantinedOf(ledger, replay).filter(({ until }) => until > day),
    ...(registrant && { registrant: registrantOf(registrant) }),
  };
}

function registrantOf({ site, name, date, document }: RegistrantEntry): Registrant {
  return { site, name, since: date, document };
}

/** Every site that ended, with the end of its quarantine, also when that has passed. */
export function quarantinedOf(ledger: Ledger, replay: Replay): QuarantinedSite[] {
  return replay.ended.flatMap(({ site, line, name, block, blocks, retired }) => {
    if (!retired) return [];
    return {
      site,
      kind: line.kind,
      ...(line.parent === undefined ? {} : { parent: line.parent }),
      name,
      ...block,
      ...((line.blocks ?? 1) > 1 ? { blocks } : {}),
      since: retired.date,
      until: quarantineEnd(ledger, retired.date),
      ...(retired.into === undefined ? {} : { into: retired.into }),
      document: retired.document,
    };
  });
}

/** Date of the latest line; of an empty ledger, a day before all others. */
export function latestDate(ledger: Ledger): string {
  return ledger.entries.reduce((latest, { date }) => (date > latest ? date : latest), "0000-01-01");
}

function sitePlanOf(replay: Replay, state: SiteState): SitePlan {
  const { site, formerCodes, line, name, owner, area, block, blocks } = state;
  const { kind, parent, date } = line;
  return {
    site,
    kind,
    ...(parent === undefined ? {} : { parent }),
    name,
    ...block,
    ...(blocks.length > 1 ? { blocks } : {}),
    ...(kind === "area" ? { hubs: replay.hubsOf(state) } : {}),
    owner,
    since: date,
    ...(area === undefined || area === parent ? {} : { wiredTo: area }),
    ...(formerCodes.length > 0 ? { formerCodes: [...formerCodes] } : {}),
  };
}

/** A site's one prefix, also when it grew in place; each block of an area that has several (P48). */
export function siteBlocks(site: SitePlan): Block[] {
  return [site, ...(site.blocks ?? []).filter(({ ipv6 }) => !contains(site.ipv6, ipv6))];
}

/** What a site's zones are cut from: its blocks, for an area its hub; the oldest first. */
export function zoneBlocksOf({ ipv6, ipv4, blocks, hubs }: SitePlan): [Block, ...Block[]] {
  const [first, ...more] = hubs ?? blocks ?? [];
  return [first ?? { ipv6, ipv4 }, ...more];
}

/** The first block that a site's zones are cut from: its prefix as it was allocated, for an area its hub. */
export function zoneBlockOf(site: SitePlan): Block {
  return zoneBlocksOf(site)[0];
}

/**
 * One zone of a site: site prefix + 4 bits in both families, the nibble of the catalogue being the same at every site (AP-10).
 * @throws Error when the nibble is not 0..15.
 */
export function zonePlanOf(site: SitePlan, zone: string, nibble: number): ZonePlan {
  if (!Number.isInteger(nibble) || nibble < 0 || nibble > 15) {
    throw new Error(`zone "${zone}" of site "${site.site}" has nibble ${nibble}; a nibble is 0..15`);
  }
  const [first, ...further] = zoneBlocksOf(site).map(({ ipv6, ipv4 }) => ({
    ipv6: childOf(ipv6, ipv6.length + ZONE_BITS, nibble),
    ipv4: childOf(ipv4, ipv4.length + ZONE_BITS, nibble),
  }));
  return { zone, nibble, ...first!, ...(further.length > 0 ? { further } : {}) };
}

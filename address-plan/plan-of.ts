import type { Ledger } from "./ledger/ledger.ts";
import { quarantineEnd } from "./ledger/quarantine.ts";
import { Replay, type SiteState } from "./ledger/replay.ts";
import type { AddressPlan, BlockText, QuarantinedSite, SitePlan, ZonePlan } from "./plan.ts";
import { childOf, formatPrefix, parsePrefix } from "./prefixes/prefix.ts";
import type { Block } from "./prefixes/site-prefix.ts";
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
  const { registrant } = replay;
  return {
    profile: ledger.profile,
    root6: ledger.root6,
    root4: ledger.root4,
    sites,
    quarantined: quarantinedOf(ledger, replay).filter(({ until }) => until > day),
    ...(registrant
      ? {
          registrant: {
            site: registrant.site,
            name: registrant.name,
            since: registrant.date,
            document: registrant.document,
          },
        }
      : {}),
  };
}

/** Every site that ended, with the end of its quarantine, also when that has passed. */
export function quarantinedOf(ledger: Ledger, replay: Replay): QuarantinedSite[] {
  return replay.ended.flatMap((state) => {
    const { site, line, name, grown, retired } = state;
    return retired
      ? [
          {
            site,
            kind: line.kind,
            ...(line.parent === undefined ? {} : { parent: line.parent }),
            name,
            ipv6: grown?.ipv6 ?? line.ipv6,
            ipv4: grown?.ipv4 ?? line.ipv4,
            ...((line.blocks ?? 1) > 1 ? { blocks: replay.blocksOf(state).map(blockText) } : {}),
            since: retired.date,
            until: quarantineEnd(ledger, retired.date),
            ...(retired.into === undefined ? {} : { into: retired.into }),
            document: retired.document,
          },
        ]
      : [];
  });
}

/** Date of the latest line; of an empty ledger, a day before all others. */
export function latestDate(ledger: Ledger): string {
  return ledger.entries.reduce((latest, { date }) => (date > latest ? date : latest), "0000-01-01");
}

function sitePlanOf(replay: Replay, state: SiteState): SitePlan {
  const { site, formerCodes, line, name, owner, area, grown } = state;
  const { kind, parent, date } = line;
  const hasBlocks = grown !== undefined || (line.blocks ?? 1) > 1;
  return {
    site,
    kind,
    ...(parent === undefined ? {} : { parent }),
    name,
    ipv6: grown?.ipv6 ?? line.ipv6,
    ipv4: grown?.ipv4 ?? line.ipv4,
    ...(hasBlocks ? { blocks: replay.blocksOf(state).map(blockText) } : {}),
    ...(kind === "area" ? { hubs: replay.hubsOf(state).map(blockText) } : {}),
    owner,
    since: date,
    ...(area === undefined || area === parent ? {} : { wiredTo: area }),
    ...(formerCodes.length > 0 ? { formerCodes: [...formerCodes] } : {}),
  };
}

/** What a site's zones are cut from: its blocks, for an area its hub; the oldest first. */
export function zoneBlocksOf({ ipv6, ipv4, blocks, hubs }: SitePlan): [BlockText, ...BlockText[]] {
  const [first, ...more] = hubs ?? blocks ?? [];
  return [first ?? { ipv6, ipv4 }, ...more];
}

/** The first block that a site's zones are cut from: its prefix as it was allocated, for an area its hub. */
export function zoneBlockOf(site: SitePlan): Block {
  return blockOf(zoneBlocksOf(site)[0]);
}

/**
 * One zone of a site: site prefix + 4 bits in both families, the nibble of the catalogue being the same at every site (AP-10).
 * @throws Error when the nibble is not 0..15.
 */
export function zonePlanOf(site: SitePlan, zone: string, nibble: number): ZonePlan {
  if (!Number.isInteger(nibble) || nibble < 0 || nibble > 15) {
    throw new Error(`zone "${zone}" of site "${site.site}" has nibble ${nibble}; a nibble is 0..15`);
  }
  const [first, ...further] = zoneBlocksOf(site).map((text) => {
    const { ipv6, ipv4 } = blockOf(text);
    return {
      ipv6: formatPrefix(childOf(ipv6, ipv6.length + ZONE_BITS, nibble)),
      ipv4: formatPrefix(childOf(ipv4, ipv4.length + ZONE_BITS, nibble)),
    };
  });
  return { zone, nibble, ...first!, ...(further.length > 0 ? { further } : {}) };
}

// A site's zones are asked for one after another: its block is read once for all of them.
let lastRead: { text: BlockText; block: Block } | undefined;

function blockOf({ ipv6, ipv4 }: BlockText): Block {
  if (lastRead?.text.ipv6 === ipv6 && lastRead.text.ipv4 === ipv4) return lastRead.block;
  const block = { ipv6: parsePrefix(ipv6), ipv4: parsePrefix(ipv4) };
  lastRead = { text: { ipv6, ipv4 }, block };
  return block;
}

function blockText({ ipv6, ipv4 }: Block): BlockText {
  return { ipv6: formatPrefix(ipv6), ipv4: formatPrefix(ipv4) };
}

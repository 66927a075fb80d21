import type { AddressPlan } from "../../address-plan/plan.ts";
import { contains } from "../../address-plan/prefixes/address.ts";
import { formatBoth, type Block } from "../../address-plan/prefixes/prefix.ts";

/** One new line of the ledger, in short. */
interface LedgerChange {
  seq?: number;
  event: string;
  site: string;
  name: string;
  ipv6: string;
  ipv4: string;
  document: string;
}

/** What a change does to the address plan. */
export interface AddressDiff {
  added: LedgerChange[];
  /** Sites that had addresses and have none now. */
  retired: { site: string; ipv6: string; ipv4: string }[];
  /** Sites that have other addresses now: nobody active is ever renumbered (AP-12). */
  renumbered: { site: string; before: string; after: string }[];
  /** Lines that were written before and are gone or other ones now: the ledger only grows (AP-07). */
  rewritten: string[];
}

/** A ledger as its text and the plan that follows from it. */
export interface LedgerSide {
  text: string;
  plan: Pick<AddressPlan, "sites">;
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");

/** Compares two ledgers line by line and the plans that follow from them. Pure. */
export function diffAddresses(before: LedgerSide, after: LedgerSide): AddressDiff {
  const [old, current] = [new Set(linesOf(before.text)), new Set(linesOf(after.text))];
  const sites = Object.values(before.plan.sites);
  // Who goes on under another code has not ended.
  const now = new Map(
    Object.values(after.plan.sites).flatMap((site) => site.formerCodes?.map((code) => [code, site]) ?? []),
  );
  const goesOnAs = (site: string) => after.plan.sites[site] ?? now.get(site);
  return {
    added: [...current].filter((line) => !old.has(line)).map(changeOf),
    retired: sites
      .filter(({ site }) => goesOnAs(site) === undefined)
      .map((site) => ({ site: site.site, ...formatBoth(site) })),
    renumbered: sites.flatMap((site) => {
      const heir = goesOnAs(site.site);
      // A site that grew in place keeps all its addresses.
      if (heir === undefined || (contains(heir.ipv6, site.ipv6) && contains(heir.ipv4, site.ipv4))) return [];
      return [{ site: site.site, before: blockText(site), after: blockText(heir) }];
    }),
    rewritten: [...old].filter((line) => !current.has(line)),
  };
}

function blockText(block: Block): string {
  const { ipv6, ipv4 } = formatBoth(block);
  return `${ipv6} ${ipv4}`;
}

function changeOf(line: string): LedgerChange {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const text = (key: string): string => (typeof entry[key] === "string" ? entry[key] : "");
  return {
    ...(typeof entry["seq"] === "number" ? { seq: entry["seq"] } : {}),
    event: text("event") || "header",
    site: text("site"),
    name: text("name"),
    ipv6: text("ipv6") || text("root6"),
    ipv4: text("ipv4") || text("root4"),
    document: text("document"),
  };
}

export function isEmptyAddressDiff(diff: AddressDiff): boolean {
  return Object.values(diff).every((list: unknown[]) => list.length === 0);
}

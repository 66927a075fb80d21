import type { Ledger, SiteKind } from "./ledger.ts";
import { P40, poolOf, SITE_KINDS, slotOrder } from "./profile.ts";

/** How full a pool is; communes have one pool in each area. */
export interface PoolUsage {
  kind: SiteKind;
  /** Area code; absent for the pools of the root. */
  area?: string;
  used: number;
  slots: number;
}

/** Fill of every pool that exists: three of the root, then one for each area, in ledger order (AP-09). */
export function poolUsage(ledger: Ledger): PoolUsage[] {
  const count = (kind: SiteKind, area?: string) =>
    ledger.entries.filter((entry) => entry.kind === kind && entry.parent === area).length;
  const rootKinds = SITE_KINDS.filter((kind) => poolOf(kind).within === "root");
  return [
    ...rootKinds.map((kind) => ({ kind, used: count(kind), slots: slotsOf(kind) })),
    ...ledger.entries
      .filter((entry) => entry.kind === "area")
      .map(({ site }) => ({
        kind: "commune" as const,
        area: site,
        used: count("commune", site),
        slots: slotsOf("commune"),
      })),
  ];
}

/** Share of the root that nobody holds, 0..1: the reserve and all free slots (AP-09 wants a quarter or more). */
export function unassignedShare(ledger: Ledger): number {
  const rootSlots = 4 * 2 ** P40.reserve.bits;
  return 1 - ledger.entries.filter(({ kind }) => poolOf(kind).within === "root").length / rootSlots;
}

function slotsOf(kind: SiteKind): number {
  return slotOrder(poolOf(kind)).length;
}

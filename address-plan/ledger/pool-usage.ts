import { SITE_KINDS, type SiteKind } from "../kinds.ts";
import { latestDate } from "../plan-of.ts";
import { profileOf } from "../profile.ts";
import type { Ledger } from "./ledger.ts";
import { quarantineEnd } from "./quarantine.ts";
import { Replay, type SiteState } from "./replay.ts";

/** How full a pool is; communes have one pool in each area. */
export interface PoolUsage {
  kind: SiteKind;
  /** Area code; absent for the pools of the root. */
  area?: string;
  /** Slots that nobody can get now: held by sites, or in quarantine. */
  used: number;
  /** Those of `used` that are in quarantine. */
  quarantined: number;
  slots: number;
}

/**
 * Fill of every pool that exists on a day (of the latest line when none is given): three of the root, then one for
 * each area, in ledger order (AP-09).
 */
export function poolUsage(ledger: Ledger, asOf?: string): PoolUsage[] {
  const replay = Replay.of(ledger, asOf);
  const held = new Map<string, { used: number; quarantined: number }>();
  const count = (state: SiteState, quarantined: boolean) => {
    const key = keyOf(state.line.kind, state.line.parent);
    const fill = held.get(key) ?? { used: 0, quarantined: 0 };
    const { length } = state.blocks;
    fill.used += length;
    if (quarantined) fill.quarantined += length;
    held.set(key, fill);
  };
  for (const state of replay.sites.values()) count(state, false);
  for (const state of resting(ledger, replay, asOf)) count(state, true);

  const usage = (kind: SiteKind, area?: string): PoolUsage => ({
    kind,
    ...(area === undefined ? {} : { area }),
    ...(held.get(keyOf(kind, area)) ?? { used: 0, quarantined: 0 }),
    slots: replay.poolOf(kind, area).order.length,
  });
  return [
    ...SITE_KINDS.filter((kind) => replay.profile.pools[kind].within === "root").map((kind) => usage(kind)),
    ...[...replay.sites.values()]
      .filter(({ line }) => line.kind === "area")
      .map(({ line }) => usage("commune", line.site)),
  ];
}

/** Share of the root that nobody holds, 0..1: the reserve and all free slots (AP-09 wants a quarter or more). */
export function unassignedShare(ledger: Ledger, asOf?: string): number {
  const { pools, root6Length } = profileOf(ledger);
  const rootSlots = 2 ** (pools.department.ipv6Length - root6Length);
  const used = poolUsage(ledger, asOf).reduce((sum, pool) => sum + (pool.area === undefined ? pool.used : 0), 0);
  return 1 - used / rootSlots;
}

function resting(ledger: Ledger, replay: Replay, asOf: string | undefined): SiteState[] {
  const day = asOf ?? latestDate(ledger);
  return replay.ended.filter(({ retired }) => retired && quarantineEnd(ledger, retired.date) > day);
}

function keyOf(kind: SiteKind, area: string | undefined): string {
  return `${kind} ${kind === "commune" ? (area ?? "") : ""}`;
}

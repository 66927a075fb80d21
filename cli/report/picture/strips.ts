import type { SiteKind } from "../../../address-plan/kinds.ts";
import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { quarantineEnd } from "../../../address-plan/ledger/quarantine.ts";
import { Replay, type SiteState } from "../../../address-plan/ledger/replay.ts";
import { childOf, type Block } from "../../../address-plan/prefixes/prefix.ts";
import { poolBlock } from "../../../address-plan/prefixes/site-prefix.ts";
import type { Profile } from "../../../address-plan/profile.ts";

/** What stands on one slot of the map. */
export interface HeldSlot {
  state: SiteState;
  /** ISO date until which nobody gets it; absent where a site has it (AP-11). */
  until?: string;
}

/** Slots in a row of which sites of one kind get theirs, on a day. */
export interface Strip extends Pick<Block, "ipv6"> {
  kind: SiteKind;
  ipv4: Block["ipv4"];
  /** The first slot, and how many there are. */
  first: number;
  count: number;
  /** How many of them may be handed out at all. */
  size: number;
  held: ReadonlyMap<number, HeldSlot>;
  /** How many slots sites have, and how many rest. */
  used: number;
  resting: number;
  /** The slot that the next site gets; absent when all are given out. */
  next?: number;
}

/** Slots of the root that no pool uses. */
export interface ReserveStrip extends Pick<Block, "ipv6"> {
  kind: "reserve";
  first: number;
  count: number;
}

/** The root in the order of its slots: the pools of platform, departments and areas, and what is kept in reserve. */
export function rootStrips(ledger: Ledger, day: string): (Strip | ReserveStrip)[] {
  const replay = Replay.of(ledger);
  const { profile, root } = replay;
  const pools = (["platform", "department", "area"] as const).map((kind) => ({
    ...stripOf(ledger, replay, day, kind),
    ...poolBlock(profile, kind, root),
  }));
  return [...pools, ...profile.reserve.map((part) => reserveOf(profile, root, part))].toSorted(
    (a, b) => a.first - b.first,
  );
}

function reserveOf(
  { pools }: Profile,
  root: Block,
  { base, bits }: Pick<Profile["reserve"][number], "base" | "bits">,
): ReserveStrip {
  return {
    kind: "reserve",
    ipv6: childOf(root.ipv6, pools.area.ipv6Length - bits, base >> bits),
    first: base,
    count: 2 ** bits,
  };
}

/** The communes' slots in each area, by its code. */
export function areaStrips(ledger: Ledger, day: string): Map<string, Strip> {
  const replay = Replay.of(ledger);
  const areas = [...replay.sites.values()].filter(({ line }) => line.kind === "area");
  return new Map(
    areas.map(({ site, block }) => [site, { ...stripOf(ledger, replay, day, "commune", site), ...block }]),
  );
}

function stripOf(
  ledger: Ledger,
  replay: Replay,
  day: string,
  kind: SiteKind,
  parent?: string,
): Omit<Strip, "ipv4" | "ipv6"> {
  const { base, bits } = replay.profile.pools[kind];
  const pool = replay.poolOf(kind, parent);
  const held = heldSlots(ledger, replay, day, kind, parent);
  const resting = [...held.values()].filter(({ until }) => until !== undefined).length;
  const next = pool.next(day);
  return {
    kind,
    first: base,
    count: 2 ** bits * Math.max(1, replay.parentsOf(kind, parent).length),
    size: pool.order.length,
    held,
    used: held.size - resting,
    resting,
    ...(next === undefined ? {} : { next }),
  };
}

/** Every slot of a kind's pool (of one area for communes) that a site has, or that rests, on a day; also those that it grew into. */
function heldSlots(
  ledger: Ledger,
  replay: Replay,
  day: string,
  kind: SiteKind,
  parent: string | undefined,
): Map<number, HeldSlot> {
  const held = new Map<number, HeldSlot>();
  const put = (state: SiteState, until?: string): void => {
    if (state.line.kind !== kind || state.line.parent !== parent) return;
    for (let each = state.slot; each < state.slot + state.blocks.length; each++)
      held.set(each, { state, ...(until === undefined ? {} : { until }) });
  };
  for (const state of replay.ended) {
    const until = quarantineEnd(ledger, state.retired?.date ?? day);
    if (until > day) put(state, until);
  }
  for (const state of replay.sites.values()) put(state);
  return held;
}

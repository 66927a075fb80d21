import type { SiteKind } from "../../../address-plan/kinds.ts";
import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { quarantineEnd } from "../../../address-plan/ledger/quarantine.ts";
import { Replay, type SiteState } from "../../../address-plan/ledger/replay.ts";

/** What stands on one slot of the map. */
export interface HeldSlot {
  state: SiteState;
  /** ISO date until which nobody gets it; absent where a site has it (AP-11). */
  until?: string;
}

/** Every slot of a kind's pool (of one area for communes) that a site has, or that rests, on a day; also those that it grew into. */
export function heldSlots(ledger: Ledger, day: string, kind: SiteKind, parent?: string): Map<number, HeldSlot> {
  const replay = Replay.of(ledger);
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

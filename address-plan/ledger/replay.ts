import type { SiteKind } from "../kinds.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import { hubOf, type Block } from "../prefixes/site-prefix.ts";
import { SlotPool } from "../prefixes/slot-pool.ts";
import { profileOf, type Profile } from "../profile.ts";
import { blocksFrom, growthOf } from "./growth.ts";
import type {
  AllocateEntry,
  GrowEntry,
  Ledger,
  LedgerEntry,
  RecodeEntry,
  RegistrantEntry,
  RetireEntry,
} from "./ledger.ts";
import { quarantineEnd } from "./quarantine.ts";

/** A site while a ledger is replayed: what its lines have made of it so far. */
export interface SiteState {
  /** Its code now; `line.site` is the one that it was allocated under. */
  site: string;
  /** Codes that it had before, the oldest first; empty for nearly all. */
  formerCodes: string[];
  line: AllocateEntry;
  name: string;
  owner: string;
  /** Area that it is wired to. */
  area?: string;
  grown?: GrowEntry;
  retired?: RetireEntry;
  /** All lines about it, in ledger order. */
  history: LedgerEntry[];
}

/**
 * A ledger up to some line. It is what plan, allocation, reform and check all stand on, so that a line means the
 * same to each of them.
 */
export class Replay {
  readonly profile: Profile;
  /** Active sites by code. */
  readonly sites = new Map<string, SiteState>();
  /** Sites that ended, in that order; a code may come more than once. */
  readonly ended: SiteState[] = [];
  registrant: RegistrantEntry | undefined;
  readonly #ledger: Pick<Ledger, "profile" | "root6" | "root4" | "quarantineMonths">;
  readonly #pools = new Map<string, SlotPool>();
  readonly #blocks = new Map<SiteState, readonly Block[]>();
  readonly #known = new Map<string, SiteState>();
  #root: Block | undefined;

  constructor(ledger: Pick<Ledger, "profile" | "root6" | "root4" | "quarantineMonths">) {
    this.#ledger = ledger;
    this.profile = profileOf(ledger);
  }

  /** The ledger as of a day: later lines are left out. Lines that make no sense are passed over; `checkLedger` names them. */
  static of(ledger: Ledger, asOf?: string): Replay {
    const replay = new Replay(ledger);
    for (const entry of ledger.entries) {
      if (asOf === undefined || entry.date <= asOf) replay.apply(entry);
    }
    return replay;
  }

  /** The site of that code, active or ended, also when it goes on under another one; the latest when the code was used twice. */
  siteEver(site: string): SiteState | undefined {
    return this.#known.get(site);
  }

  /** Since when a code is no active site's any more, and who goes on for it; undefined while it is one, or never was. */
  endOf(code: string): RetireEntry | RecodeEntry | undefined {
    if (this.sites.has(code)) return undefined;
    const state = this.#known.get(code);
    const isRecode = (line: LedgerEntry): line is RecodeEntry => line.event === "recode" && line.site === code;
    return state?.history.findLast(isRecode) ?? state?.retired;
  }

  /** The line's effect. A line about a site that is not active has none. */
  apply(entry: LedgerEntry): void {
    const state = this.sites.get(entry.site);
    switch (entry.event) {
      case "allocate": {
        // A code twice is a finding; the first one holds.
        if (state) return;
        const { site, name, owner } = entry;
        const fresh: SiteState = { site, formerCodes: [], line: entry, name, owner, history: [entry] };
        this.sites.set(entry.site, fresh);
        this.#known.set(entry.site, fresh);
        this.poolOf(entry.kind, entry.parent).take(Number(entry.slot), entry.blocks ?? 1);
        return;
      }
      case "registrant":
        this.registrant = entry;
        state?.history.push(entry);
        return;
      case "retire":
        if (!state) return;
        state.retired = entry;
        this.sites.delete(entry.site);
        this.ended.push(state);
        this.#rest(state, quarantineEnd(this.#ledger, entry.date));
        break;
      case "recode":
        // Of two sites under one code the second would be lost; it is a finding, and the line has no effect.
        if (!state || this.sites.has(entry.into)) return;
        this.sites.delete(entry.site);
        this.sites.set(entry.into, state);
        this.#known.set(entry.into, state);
        state.site = entry.into;
        state.formerCodes.push(entry.site);
        state.name = entry.name;
        if (state.owner === entry.site) state.owner = entry.into;
        break;
      case "rename":
        if (!state) return;
        state.name = entry.name;
        break;
      case "transfer":
        if (!state) return;
        if (entry.owner !== undefined) state.owner = entry.owner;
        if (entry.area !== undefined) state.area = entry.area;
        break;
      case "grow": {
        // A length that the profile does not have is a finding, and no number of slots to go through.
        if (!state || !this.#mayGrow(state, entry)) return;
        state.grown = entry;
        this.#blocks.delete(state);
        const { slot, size } = this.slotsOf(state);
        this.poolOf(state.line.kind, state.line.parent).take(slot, size);
        break;
      }
    }
    state.history.push(entry);
  }

  /** The slots of a kind's pool, of one area for communes. */
  poolOf(kind: SiteKind, parent: string | undefined): SlotPool {
    const key = kind === "commune" ? `commune of ${parent ?? ""}` : kind;
    const area = kind === "commune" ? this.#known.get(parent ?? "") : undefined;
    const blocks = area ? this.slotsOf(area).size : 1;
    let pool = this.#pools.get(key);
    if (!pool) {
      pool = new SlotPool(this.profile.pools[kind], blocks);
      this.#pools.set(key, pool);
    }
    pool.setBlocks(blocks);
    return pool;
  }

  /** First slot and number of slots that a site holds. */
  slotsOf({ line, grown }: SiteState): { slot: number; size: number } {
    const slot = Number(line.slot);
    if (!grown) return { slot, size: line.blocks ?? 1 };
    const bits = Math.max(0, this.profile.pools[line.kind].ipv6Length - lengthOf(grown.ipv6));
    return { slot: (slot >> bits) << bits, size: 2 ** bits };
  }

  /** What slots are counted in: the root, or the blocks of a commune's area; empty when the area is not known. */
  parentsOf(kind: SiteKind, parent: string | undefined): readonly Block[] {
    if (kind !== "commune") return [this.root];
    const area = this.#known.get(parent ?? "");
    return area && area.line.kind === "area" ? this.blocksOf(area) : [];
  }

  /** A site's blocks, all of the length of its kind: the first is that of its allocation, so that no zone ever moves. */
  blocksOf(state: SiteState): readonly Block[] {
    const known = this.#blocks.get(state);
    if (known) return known;
    const { line, grown } = state;
    const first = { ipv6: parsePrefix(line.ipv6), ipv4: parsePrefix(line.ipv4) };
    const blocks = grown
      ? growthOf(first, { ipv6: parsePrefix(grown.ipv6), ipv4: parsePrefix(grown.ipv4) })
      : blocksFrom(first, line.blocks ?? 1);
    this.#blocks.set(state, blocks);
    return blocks;
  }

  /** The networks of an area itself, one in each block of P40's shape. */
  hubsOf(area: SiteState): readonly Block[] {
    const blocks = this.blocksOf(area);
    const { lowestInFurtherBlocks } = this.profile.pools.commune;
    return (lowestInFurtherBlocks > 0 ? blocks : blocks.slice(0, 1)).map((block) => hubOf(this.profile, block));
  }

  get root(): Block {
    this.#root ??= { ipv6: parsePrefix(this.#ledger.root6), ipv4: parsePrefix(this.#ledger.root4) };
    return this.#root;
  }

  #mayGrow({ line }: SiteState, grown: GrowEntry): boolean {
    const { ipv6Length, ipv4, growthBits } = this.profile.pools[line.kind];
    const bits = ipv6Length - lengthOf(grown.ipv6);
    const isTwin = lengthOf(grown.ipv4) === ipv4.length - bits;
    const isWhole = lengthOf(line.ipv6) === ipv6Length && lengthOf(line.ipv4) === ipv4.length;
    return isTwin && isWhole && bits >= 1 && bits <= growthBits;
  }

  #rest(state: SiteState, until: string): void {
    const { slot, size } = this.slotsOf(state);
    this.poolOf(state.line.kind, state.line.parent).rest(slot, size, until);
  }
}

function lengthOf(prefix: string): number {
  return Number(prefix.slice(prefix.indexOf("/") + 1));
}

/** Allocation lines of active sites, in ledger order, with the code, the name, the owner and the prefixes that they have now. */
export function activeLines(ledger: Ledger, asOf?: string): AllocateEntry[] {
  const states = [...Replay.of(ledger, asOf).sites.values()].toSorted((a, b) => a.line.seq - b.line.seq);
  return states.map(({ site, line, name, owner, grown }) => ({
    ...line,
    site,
    name,
    owner,
    ipv6: grown?.ipv6 ?? line.ipv6,
    ipv4: grown?.ipv4 ?? line.ipv4,
  }));
}

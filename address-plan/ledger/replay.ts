import type { SiteKind } from "../kinds.ts";
import { isSame } from "../prefixes/address.ts";
import { formatBoth, parsePrefix, type Block } from "../prefixes/prefix.ts";
import { hubOf } from "../prefixes/site-prefix.ts";
import { SlotPool } from "../prefixes/slot-pool.ts";
import { profileOf, type Profile } from "../profile.ts";
import { blocksFrom, grownBlock, growthOf } from "./growth.ts";
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
  /** All of its addresses; of an area of several blocks (P48), the first of them. */
  block: Block;
  /** Its blocks, all of the length of its kind: the first is that of its allocation, so that no zone ever moves. */
  blocks: readonly Block[];
  /** The first of its slots, as many as `blocks`. */
  slot: number;
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
        const block = readBlock(entry);
        // A code twice is a finding, and the first one holds; so is a text that is no prefix.
        if (state || !block) return;
        const { site, name, owner } = entry;
        const blocks = blocksFrom(block, entry.blocks ?? 1);
        const slot = Number(entry.slot);
        const fresh: SiteState = {
          site,
          formerCodes: [],
          line: entry,
          name,
          owner,
          block,
          blocks,
          slot,
          history: [entry],
        };
        this.sites.set(entry.site, fresh);
        this.#known.set(entry.site, fresh);
        this.poolOf(entry.kind, entry.parent).take(slot, blocks.length);
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
        // A block that the profile does not have is a finding, and no number of slots to go through.
        const grown = state && this.#growth(state, entry);
        if (!grown) return;
        state.block = grown;
        state.blocks = growthOf(state.blocks[0]!, grown);
        state.slot -= state.slot % state.blocks.length;
        this.poolOf(state.line.kind, state.line.parent).take(state.slot, state.blocks.length);
        break;
      }
    }
    state.history.push(entry);
  }

  /** The slots of a kind's pool, of one area for communes. */
  poolOf(kind: SiteKind, parent: string | undefined): SlotPool {
    const key = kind === "commune" ? `commune of ${parent ?? ""}` : kind;
    const area = kind === "commune" ? this.#known.get(parent ?? "") : undefined;
    const blocks = area?.blocks.length ?? 1;
    let pool = this.#pools.get(key);
    if (!pool) {
      pool = new SlotPool(this.profile.pools[kind], blocks);
      this.#pools.set(key, pool);
    }
    pool.setBlocks(blocks);
    return pool;
  }

  /** What slots are counted in: the root, or the blocks of a commune's area; empty when the area is not known. */
  parentsOf(kind: SiteKind, parent: string | undefined): readonly Block[] {
    if (kind !== "commune") return [this.root];
    const area = this.#known.get(parent ?? "");
    return area?.line.kind === "area" ? area.blocks : [];
  }

  /** The networks of an area itself, one in each block of P40's shape. */
  hubsOf({ blocks }: SiteState): readonly Block[] {
    const { lowestInFurtherBlocks } = this.profile.pools.commune;
    return (lowestInFurtherBlocks > 0 ? blocks : blocks.slice(0, 1)).map((block) => hubOf(this.profile, block));
  }

  get root(): Block {
    this.#root ??= { ipv6: parsePrefix(this.#ledger.root6), ipv4: parsePrefix(this.#ledger.root4) };
    return this.#root;
  }

  /** What a line makes a site grow to; undefined when that is no block around its first one. */
  #growth({ line, blocks }: SiteState, entry: GrowEntry): Block | undefined {
    const { ipv6Length, ipv4, growthBits } = this.profile.pools[line.kind];
    const [first] = blocks;
    const grown = readBlock(entry);
    if (!first || !grown || first.ipv6.length !== ipv6Length || first.ipv4.length !== ipv4.length) return undefined;
    const bits = ipv6Length - grown.ipv6.length;
    if (bits < 1 || bits > growthBits) return undefined;
    const around = grownBlock(first, bits);
    return isSame(grown.ipv6, around.ipv6) && isSame(grown.ipv4, around.ipv4) ? grown : undefined;
  }

  #rest({ line, slot, blocks }: SiteState, until: string): void {
    this.poolOf(line.kind, line.parent).rest(slot, blocks.length, until);
  }
}

/** The prefixes of a line; undefined when one can't be read. */
function readBlock({ ipv6, ipv4 }: AllocateEntry | GrowEntry): Block | undefined {
  try {
    return { ipv6: parsePrefix(ipv6), ipv4: parsePrefix(ipv4) };
  } catch {
    return undefined;
  }
}

/** Allocation lines of active sites, in ledger order, with the code, the name, the owner and the prefixes that they have now. */
export function activeLines(ledger: Ledger, asOf?: string): AllocateEntry[] {
  const states = [...Replay.of(ledger, asOf).sites.values()].toSorted((a, b) => a.line.seq - b.line.seq);
  return states.map(({ site, line, name, owner, block }) => ({ ...line, site, name, owner, ...formatBoth(block) }));
}

import { slotOrder, type Pool } from "../profile.ts";

/**
 * The slots of one pool while a ledger is replayed. Slots that were never used come first, in leftmost order (AP-08);
 * only when none is left do those come back whose quarantine has ended (AP-11).
 */
export class SlotPool {
  readonly #pool: Pool;
  #blocks: number;
  readonly #used = new Set<number>();
  /** Date from which a slot that was given back may be used again. */
  readonly #resting = new Map<number, string>();
  /** Slots before this place of the order have been used. */
  #start = 0;

  constructor(pool: Pool, blocks: number) {
    this.#pool = pool;
    this.#blocks = blocks;
  }

  /** The pool is an area's, and the area got more blocks. */
  setBlocks(blocks: number): void {
    if (blocks === this.#blocks) return;
    this.#blocks = blocks;
    this.#start = 0;
  }

  /** All slots that the pool can hand out, first to last. */
  get order(): readonly number[] {
    return slotOrder(this.#pool, this.#blocks);
  }

  /** The slot that is next on a day, or undefined when the pool is full; `size` slots in a row are wanted. */
  next(date: string, size = 1): number | undefined {
    const { order } = this;
    while (this.#start < order.length && this.#used.has(order[this.#start]!)) this.#start++;
    for (let place = this.#start; place < order.length; place++) {
      if (this.#isFresh(order[place]!, size)) return order[place];
    }
    return this.#resting.size === 0 ? undefined : order.find((slot) => this.isFree(slot, size, date));
  }

  /** True when nobody holds the slots, and no quarantine covers them on that day. */
  isFree(slot: number, size: number, date: string): boolean {
    return this.#every(slot, size, (each) => {
      const until = this.#resting.get(each);
      return !this.#used.has(each) || (until !== undefined && until <= date);
    });
  }

  /** End of the quarantine that keeps the slots from being used on that day. */
  restingUntil(slot: number, size: number, date: string): string | undefined {
    const ends = Array.from({ length: size }, (_, index) => this.#resting.get(slot + index) ?? "");
    return ends.filter((until) => until > date).toSorted()[0];
  }

  take(slot: number, size: number): void {
    for (let each = slot; each < slot + size; each++) {
      this.#used.add(each);
      this.#resting.delete(each);
    }
  }

  rest(slot: number, size: number, until: string): void {
    for (let each = slot; each < slot + size; each++) this.#resting.set(each, until);
  }

  /** True when the slots lie in the pool and may be handed out at all. */
  holds(slot: number, size: number): boolean {
    return this.#every(slot, size, () => true);
  }

  #isFresh(slot: number, size: number): boolean {
    return this.#every(slot, size, (each) => !this.#used.has(each));
  }

  #every(slot: number, size: number, holds: (slot: number) => boolean): boolean {
    const { base, bits, lowest, lowestInFurtherBlocks } = this.#pool;
    const width = 2 ** bits;
    for (let each = slot; each < slot + size; each++) {
      const block = Math.floor((each - base) / width);
      const inBlock = each - block * width;
      if (block < 0 || block >= this.#blocks) return false;
      if (inBlock < (block === 0 ? lowest : lowestInFurtherBlocks)) return false;
      if (!holds(each)) return false;
    }
    return true;
  }
}

import type { SiteKind } from "./ledger.ts";
import { leftmostOrder } from "./leftmost.ts";

/** Where sites of one kind get their prefixes: slots of equal size in a parent block, in both families. */
export interface Pool {
  kind: SiteKind;
  /** The block that the slots are counted in: the root, or the prefix of the commune's area. */
  within: "root" | "area";
  /** First slot number, and the number of bits that follow it: slots `base` .. `base + 2^bits - 1`. */
  base: number;
  bits: number;
  /** Slots below this one are never handed out. */
  lowest: number;
  /** Length of a site's IPv6 prefix; slot n is the n-th block of this length in the parent. */
  ipv6Length: number;
  /** IPv4 twin (AP-17): slot n is the `n - base + firstIndex`-th block of this length in the parent. */
  ipv4: { length: number; firstIndex: number };
  /** Form of the codes of this kind (AP-16). */
  code: RegExp;
  codeForm: string;
}

const AGENCY_CODE = {
  code: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  codeForm: "lower-case letters, digits and hyphens, such as stttt",
};

/**
 * Profile P40 (domain D.1): the root /40 is four /42 of 64 /48 each, and 10.0.0.0/8 is its twin.
 * Changing a number here would renumber live networks: known-layouts.test.ts guards them.
 */
export const P40 = {
  name: "P40",
  root6Length: 40,
  root4Length: 8,
  pools: {
    platform: {
      kind: "platform",
      within: "root",
      base: 0x00,
      bits: 6,
      lowest: 0x00,
      ipv6Length: 48,
      ipv4: { length: 16, firstIndex: 0x00 },
      ...AGENCY_CODE,
    },
    department: {
      kind: "department",
      within: "root",
      base: 0x40,
      bits: 6,
      lowest: 0x40,
      ipv6Length: 48,
      ipv4: { length: 16, firstIndex: 0x40 },
      ...AGENCY_CODE,
    },
    area: {
      kind: "area",
      within: "root",
      base: 0x80,
      bits: 6,
      lowest: 0x80,
      ipv6Length: 48,
      // 10.128.0.0/9 is the second half of 10.0.0.0/8: /15 blocks 64..127.
      ipv4: { length: 15, firstIndex: 64 },
      code: /^\d{3}$/,
      codeForm: "three digits of the General Statistics Office, such as 389",
    },
    commune: {
      kind: "commune",
      within: "area",
      base: 0x00,
      bits: 8,
      // Slots 0x00..0x0f are the area's first /52: its hub.
      lowest: 0x10,
      ipv6Length: 56,
      ipv4: { length: 23, firstIndex: 0x00 },
      code: /^\d{5}$/,
      codeForm: "five digits of the General Statistics Office, such as 15061",
    },
  },
  /** The fourth /42, untouched: province mergers, schools and health, new programmes. */
  reserve: { base: 0xc0, bits: 6 },
  /** An area's own network (the hub) takes the first block; the communes lie behind it. */
  hub: { ipv6Length: 52, ipv4Length: 19 },
  /** A zone is a site prefix and one hexadecimal digit (AP-10). */
  zoneBits: 4,
  subnet6Length: 64,
  /** An IPv4 zone is cut into /24; a smaller zone is one subnet. */
  subnet4Length: 24,
  /**
   * Where hosts go in a subnet, by IPv4 length: the plan gives hosts `first`..`last` to servers, OpenStack gives
   * the addresses from `pool` on to ports that ask for none. Between the two lies room to grow.
   */
  hosts: {
    24: { first: 2, last: 63, pool: 128 },
    27: { first: 2, last: 15, pool: 16 },
  },
} as const satisfies {
  name: string;
  pools: Record<SiteKind, Pool>;
  [key: string]: unknown;
};

/** Kinds in the order in which new sites are placed: areas before their communes. */
export const SITE_KINDS: readonly SiteKind[] = ["platform", "department", "area", "commune"];

/** The pool of a kind in profile P40. */
export function poolOf(kind: SiteKind): Pool {
  return P40.pools[kind];
}

const orders = new WeakMap<Pool, readonly number[]>();

/** All slots that a pool may hand out, first to last (AP-08). */
export function slotOrder(pool: Pool): readonly number[] {
  let order = orders.get(pool);
  if (!order) {
    order = leftmostOrder(pool.bits)
      .map((slot) => pool.base + slot)
      .filter((slot) => slot >= pool.lowest);
    orders.set(pool, order);
  }
  return order;
}

/** Slot text of the ledger: `0x60`. */
export function formatSlot(slot: number): string {
  return `0x${slot.toString(16).padStart(2, "0")}`;
}

import type { ProfileName } from "../model/province.ts";
import type { Text } from "../model/text.ts";
import type { SiteKind } from "./kinds.ts";
import { leftmostOrder } from "./prefixes/leftmost.ts";

/** Where sites of one kind get their prefixes: slots of equal size in a parent block, in both families. */
export interface Pool {
  /** The block that the slots are counted in: the root, or the prefix of the commune's area. */
  within: "root" | "area";
  /** First slot number, and the number of bits that follow it: slots `base` .. `base + 2^bits - 1`. */
  base: number;
  bits: number;
  /** Slots below this one are never handed out. */
  lowest: number;
  /** The same in the further blocks of an area that has several. */
  lowestInFurtherBlocks: number;
  /** Length of a site's IPv6 prefix; slot n is the n-th block of this length in the parent. */
  ipv6Length: number;
  /** IPv4 twin (AP-17): slot n is the `n - base + firstIndex`-th block of this length in the parent. */
  ipv4: { length: number; firstIndex: number };
  /** By how many bits a site may grow in place: 2 makes a /54 of a /56. */
  growthBits: number;
  /** Form of the codes of this kind (AP-16). */
  code: RegExp;
  codeForm: Text;
}

/** How a root is divided. A zone is site prefix + 4 bits in every profile, so templates and policies fit all of them. */
export interface Profile {
  name: ProfileName;
  root6Length: number;
  root4Length: number;
  pools: Record<SiteKind, Pool>;
  /** Slots of the root that no pool uses: mergers of provinces, schools and health, new programmes. */
  reserve: readonly { base: number; bits: number }[];
  /** An area's own network (the hub) takes the first block; the communes lie behind it. */
  hub: { ipv6Length: number; ipv4Length: number };
  /** How many times the first day's sites a pool must hold (AP-13). */
  capacityFactor: number;
  /** What a province gives up that uses this profile, and where the two families do not match; shown by the planner. */
  limits: readonly Text[];
}

/** A zone is a site prefix and one hexadecimal digit, in all profiles (AP-10). */
export const ZONE_BITS = 4;
export const SUBNET_6_LENGTH = 64;
/** An IPv4 zone is cut into /24; a smaller zone is one subnet. */
export const SUBNET_4_LENGTH = 24;

/**
 * Where hosts go in a subnet, by IPv4 length: the plan gives hosts `first`..`last` to servers, OpenStack gives
 * the addresses from `pool` on to ports that ask for none. Between the two lies room to grow.
 */
export const HOST_RANGES = {
  24: { first: 2, last: 63, pool: 128 },
  27: { first: 2, last: 15, pool: 16 },
} as const;

const AGENCY_CODE = {
  code: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  codeForm: {
    en: "lower-case letters, digits and hyphens, such as stttt",
    vi: "chữ thường, chữ số và dấu gạch nối, ví dụ stttt",
  },
};
const AREA_CODE = {
  code: /^\d{3}$/,
  codeForm: {
    en: "three digits of the General Statistics Office, such as 389",
    vi: "ba chữ số của Tổng cục Thống kê, ví dụ 389",
  },
};
const COMMUNE_CODE = {
  code: /^\d{5}$/,
  codeForm: {
    en: "five digits of the General Statistics Office, such as 15061",
    vi: "năm chữ số của Tổng cục Thống kê, ví dụ 15061",
  },
};

/**
 * The pools in the root. Each begins at the same slot and at the same IPv4 block in every profile, a quarter of 64 slots
 * apart. Changing a number here would renumber live networks: known-layouts.test.ts guards them.
 */
function rootPools(
  ipv6Length: number,
  { growthBits, departmentBits }: { growthBits: number; departmentBits: number },
): Omit<Profile["pools"], "commune"> {
  const from = (base: number, bits: number) =>
    ({ within: "root", base, bits, lowest: base, lowestInFurtherBlocks: base, ipv6Length, growthBits }) as const;
  return {
    platform: { ...from(0x00, 6), ipv4: { length: 16, firstIndex: 0x00 }, ...AGENCY_CODE },
    department: { ...from(0x40, departmentBits), ipv4: { length: 16, firstIndex: 0x40 }, ...AGENCY_CODE },
    // 10.128.0.0/9 is the second half of 10.0.0.0/8: /15 blocks 64..127.
    area: { ...from(0x80, 6), ipv4: { length: 15, firstIndex: 64 }, ...AREA_CODE },
  };
}

/** The shape that P40, P36 and P32 share: four quarters of 64 slots in both families, 256 slots in each area. */
function quarters(name: ProfileName, root6Length: number, limits: readonly Text[]): Profile {
  return {
    name,
    root6Length,
    root4Length: 8,
    pools: {
      ...rootPools(root6Length + 8, { growthBits: 1, departmentBits: 6 }),
      commune: {
        within: "area",
        base: 0x00,
        bits: 8,
        // Slots 0x00..0x0f are the first sixteenth of an area's block: its hub.
        lowest: 0x10,
        lowestInFurtherBlocks: 0x10,
        ipv6Length: root6Length + 16,
        ipv4: { length: 23, firstIndex: 0x00 },
        growthBits: 2,
        ...COMMUNE_CODE,
      },
    },
    reserve: [{ base: 0xc0, bits: 6 }],
    hub: { ipv6Length: root6Length + 12, ipv4Length: 19 },
    capacityFactor: 2,
    limits,
  };
}

const IPV4_BOUND = {
  en: "10.0.0.0/8 can't grow with the root: a department's zone stays a /20 (16 networks) and a commune's a /27 (one network), so IPv4 bounds how many /64 have a twin",
  vi: "10.0.0.0/8 không thể lớn theo khối gốc: vùng của một sở vẫn là /20 (16 mạng) và của một xã vẫn là /27 (một mạng), nên IPv4 giới hạn số /64 có cặp đôi",
};

/** All of 10.0.0.0/8 is one slot a /16, as the other profiles have it; IPv6 has one step less at each level. */
const P48: Profile = {
  name: "P48",
  root6Length: 48,
  root4Length: 8,
  pools: {
    ...rootPools(56, { growthBits: 0, departmentBits: 5 }),
    commune: {
      within: "area",
      base: 0x00,
      bits: 4,
      // The hub is one slot; an area with more than 15 communes takes two or three blocks in a row.
      lowest: 0x01,
      lowestInFurtherBlocks: 0x00,
      ipv6Length: 60,
      ipv4: { length: 23, firstIndex: 0x00 },
      growthBits: 0,
      ...COMMUNE_CODE,
    },
  },
  reserve: [
    { base: 0x60, bits: 5 },
    { base: 0xc0, bits: 6 },
  ],
  hub: { ipv6Length: 60, ipv4Length: 23 },
  capacityFactor: 1,
  limits: [
    {
      en: "a commune has a /60, less than the /56 that RIPE-690 gives the smallest site (AP-05): sixteen zones of one /64 each",
      vi: "mỗi xã có /60, ít hơn /56 mà RIPE-690 dành cho đơn vị nhỏ nhất (AP-05): mười sáu vùng, mỗi vùng một /64",
    },
    {
      en: "no site can grow in place, and pools hold the sites of the first day once, not twice (AP-13)",
      vi: "không đơn vị nào mở rộng tại chỗ được, và các pool chỉ chứa một lần số đơn vị của ngày đầu, không phải gấp đôi (AP-13)",
    },
    {
      en: "an area is one to three /56 in a row, so the core has a route for each block, not one for each area (AP-14)",
      vi: "mỗi vùng kết nối là một đến ba /56 liền nhau, nên mạng lõi có một tuyến cho mỗi khối, không phải mỗi vùng (AP-14)",
    },
  ],
};

const PROFILES: Record<ProfileName, Profile> = {
  P40: quarters("P40", 40, []),
  P36: quarters("P36", 36, [IPV4_BOUND]),
  P32: quarters("P32", 32, [IPV4_BOUND]),
  P48,
};

/** The profile of that name, or of what has one: a ledger, a plan. */
export function profileOf(named: ProfileName | { profile: ProfileName }): Profile {
  return PROFILES[typeof named === "string" ? named : named.profile];
}

const orders = new Map<Pool, Map<number, readonly number[]>>();

/**
 * All slots that a pool may hand out, first to last (AP-08). Slots of an area's further blocks (`blocks` > 1) come
 * after those of its first one, each block in leftmost order.
 */
export function slotOrder(pool: Pool, blocks = 1): readonly number[] {
  const known = orders.get(pool) ?? new Map<number, readonly number[]>();
  orders.set(pool, known);
  let order = known.get(blocks);
  if (!order) {
    order = Array.from({ length: blocks }, (_, block) =>
      leftmostOrder(pool.bits)
        .map((slot) => pool.base + slot)
        .filter((slot) => slot >= (block === 0 ? pool.lowest : pool.lowestInFurtherBlocks))
        .map((slot) => slot + block * 2 ** pool.bits),
    ).flat();
    known.set(blocks, order);
  }
  return order;
}

/** How many blocks in a row an area needs for its communes: one, but for P48, where a block has 16 slots. */
export function blocksFor(profile: Profile, communes: number): number {
  let blocks = 1;
  while (blocks < 16 && slotOrder(profile.pools.commune, blocks).length < communes && profile.name === "P48") blocks++;
  return blocks;
}

/** Slot text of the ledger: `0x60`. */
export function formatSlot(slot: number): string {
  return `0x${slot.toString(16).padStart(2, "0")}`;
}

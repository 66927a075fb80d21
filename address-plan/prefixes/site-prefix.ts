import type { SiteKind } from "../kinds.ts";
import type { Profile } from "../profile.ts";
import { childOf, type Block } from "./prefix.ts";

/**
 * The prefix of a slot and its IPv4 twin (AP-17). `parents` is the root, or the blocks of a commune's area: slot
 * numbers run on from one block to the next.
 * @throws Error when the pool has no such slot.
 */
export function blockOfSlot(profile: Profile, kind: SiteKind, slot: number, parents: readonly Block[]): Block {
  const pool = profile.pools[kind];
  const index = slot - pool.base;
  const parent = pool.within === "area" ? parents[Math.floor(index / 2 ** pool.bits)] : parents[0];
  if (!parent) throw new Error(`slot ${slot} lies beyond the ${parents.length} block(s) of its area`);
  const inBlock = pool.within === "area" ? slot % 2 ** pool.bits : slot;
  return {
    ipv6: childOf(parent.ipv6, pool.ipv6Length, inBlock),
    ipv4: childOf(parent.ipv4, pool.ipv4.length, inBlock - pool.base + pool.ipv4.firstIndex),
  };
}

/** The part of the root that a kind's slots lie in: a /42 of P40 and its twin. Communes' pools are their areas' blocks. */
export function poolBlock(profile: Profile, kind: Exclude<SiteKind, "commune">, root: Block): Block {
  const pool = profile.pools[kind];
  const length4 = pool.ipv4.length - pool.bits;
  return {
    ipv6: childOf(root.ipv6, pool.ipv6Length - pool.bits, pool.base >> pool.bits),
    ipv4: childOf(root.ipv4, length4, pool.ipv4.firstIndex >> pool.bits),
  };
}

/** An area's own network: the first part of its block, in P40 a /52 and a /19. */
export function hubOf(profile: Profile, area: Block): Block {
  return {
    ipv6: childOf(area.ipv6, profile.hub.ipv6Length, 0),
    ipv4: childOf(area.ipv4, profile.hub.ipv4Length, 0),
  };
}

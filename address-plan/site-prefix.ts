import type { SiteKind } from "./ledger.ts";
import { childOf, type Prefix } from "./prefix.ts";
import { P40, poolOf } from "./profile.ts";

/** A block in both families. */
export interface Block {
  ipv6: Prefix;
  ipv4: Prefix;
}

/**
 * The prefix of a slot and its IPv4 twin (AP-17). `parent` is the root, or the area's block for a commune.
 * @throws Error when the pool has no such slot.
 */
export function blockOfSlot(kind: SiteKind, slot: number, parent: Block): Block {
  const pool = poolOf(kind);
  return {
    ipv6: childOf(parent.ipv6, pool.ipv6Length, slot),
    ipv4: childOf(parent.ipv4, pool.ipv4.length, slot - pool.base + pool.ipv4.firstIndex),
  };
}

/** The part of the root that a kind's slots lie in: a /42 and its twin. Communes' pools are their areas' blocks. */
export function poolBlock(kind: Exclude<SiteKind, "commune">, root: Block): Block {
  const pool = poolOf(kind);
  const length4 = pool.ipv4.length - pool.bits;
  return {
    ipv6: childOf(root.ipv6, pool.ipv6Length - pool.bits, pool.base >> pool.bits),
    ipv4: childOf(root.ipv4, length4, pool.ipv4.firstIndex >> pool.bits),
  };
}

/** An area's own network: the first /52 and /19 of its block. */
export function hubOf(area: Block): Block {
  return {
    ipv6: childOf(area.ipv6, P40.hub.ipv6Length, 0),
    ipv4: childOf(area.ipv4, P40.hub.ipv4Length, 0),
  };
}

import type { SiteKind } from "./ledger.ts";
import { childOf, type Prefix } from "./prefix.ts";
import { poolOf } from "./profile.ts";

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

import { grownBlock } from "../ledger/growth.ts";
import type { Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { formatBoth } from "../prefixes/prefix.ts";
import { faultsOfEvent, textOfFault } from "../rules/check-events.ts";
import { AllocationError, faultsOfReason, type AllocationReason } from "./allocate.ts";

/** A ledger with one line more. */
export interface Change {
  ledger: Ledger;
  added: LedgerEntry[];
}

/**
 * A site's prefixes grow in place to an IPv6 length, the IPv4 twin by as many bits: a commune from /56 to /54, an agency
 * or an area from /48 to /47 (profile P40). Its present addresses stay, and zones go on in the new blocks.
 * @throws AllocationError when the reason is none, the site is not there, the profile has no room, or a neighbour is in
 * the way.
 */
export function growSite(ledger: Ledger, site: string, ipv6Length: number, reason: AllocationReason): Change {
  refuseReason(reason);
  const state = Replay.of(ledger).sites.get(site);
  if (!state) {
    throw new AllocationError([
      {
        en: `the ledger has no active site "${site}"`,
        vi: `sổ cấp phát không có đơn vị đang hoạt động nào mã "${site}"`,
      },
    ]);
  }
  const first = state.blocks[0]!;
  const bits = first.ipv6.length - ipv6Length;
  if (!Number.isInteger(bits) || bits < 1 || bits > 8) {
    throw new AllocationError([
      {
        en: `${site} has ${state.line.ipv6}; it can't grow to a /${ipv6Length}`,
        vi: `${site} có ${state.line.ipv6}; không thể mở rộng thành /${ipv6Length}`,
      },
    ]);
  }
  return append(ledger, {
    ...start(ledger, reason),
    event: "grow",
    site,
    ...formatBoth(grownBlock(first, bits)),
    document: reason.document,
  });
}

/**
 * Records who holds the root at the registry: at first, and after a change of name there (NĐ 147/2024/NĐ-CP, Điều 17.5).
 * @throws AllocationError when the reason is none, or no such site is active.
 */
export function recordRegistrant(ledger: Ledger, site: string, reason: AllocationReason): Change {
  refuseReason(reason);
  const name = Replay.of(ledger).sites.get(site)?.name ?? site;
  return append(ledger, { ...start(ledger, reason), event: "registrant", site, name, document: reason.document });
}

/**
 * Any one line at the end of a ledger, with its running number.
 * @throws AllocationError with every rule that the line would break, given the lines before it.
 */
export function append(ledger: Ledger, line: LedgerEntry): Change {
  const faults = faultsOfEvent(Replay.of(ledger), line);
  if (faults.length > 0) throw new AllocationError(faults.map((fault) => textOfFault(line, fault)));
  return { ledger: { ...ledger, entries: [...ledger.entries, line] }, added: [line] };
}

function refuseReason(reason: AllocationReason): void {
  const faults = faultsOfReason(reason);
  if (faults.length > 0) throw new AllocationError(faults);
}

function start(ledger: Ledger, { date }: AllocationReason): { seq: number; date: string } {
  return { seq: ledger.entries.length + 1, date };
}

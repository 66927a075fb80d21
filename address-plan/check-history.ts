import type { Finding } from "../policies/policy.ts";
import { addressFinding } from "./finding.ts";
import { ENTRY_KEYS, formatEntry } from "./ledger-file.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";
import { formatSlot, poolOf, slotOrder } from "./profile.ts";

/** AP-07 and AP-08: the ledger only grows, and each new line took the slot that was next. */
export function checkHistory(ledger: Ledger, previous?: Ledger): Finding[] {
  return [...(previous ? checkAppendOnly(ledger, previous) : []), ...checkNumbers(ledger), ...checkSlotOrder(ledger)];
}

function checkAppendOnly(ledger: Ledger, previous: Ledger): Finding[] {
  const findings: Finding[] = [];
  for (const key of ["profile", "root6", "root4"] as const) {
    if (ledger[key] !== previous[key]) {
      findings.push(
        addressFinding("AP-07", ledger.root6, {
          found: `${key} ${ledger[key]}`,
          wanted: `${previous[key]}, as committed`,
          fix: "restore the header; another root needs a ledger of its own",
        }),
      );
    }
  }
  for (const [index, old] of previous.entries.entries()) {
    const now = ledger.entries[index];
    if (now && formatEntry(now) === formatEntry(old)) continue;
    findings.push(
      addressFinding("AP-07", old.site, {
        found: now ? differences(old, now) : `no line for seq ${old.seq}`,
        wanted: "the committed line, unchanged",
        fix: `restore line ${index + 2} from git; new facts are new lines at the end`,
      }),
    );
  }
  return findings;
}

function checkNumbers(ledger: Ledger): Finding[] {
  return ledger.entries.flatMap((entry, index) =>
    entry.seq === index + 1
      ? []
      : [
          addressFinding("AP-07", entry.site, {
            found: `seq ${entry.seq}`,
            wanted: `${index + 1}, one more than the line before`,
            fix: "a line is missing, doubled or moved: restore the order from git",
          }),
        ],
  );
}

/** Replays the ledger: at its time, each site had to take the first free slot of its pool in leftmost order. */
function checkSlotOrder(ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  const taken = new Map<string, Set<number>>();
  for (const { site, kind, parent, slot } of ledger.entries) {
    const key = `${kind} ${parent ?? ""}`;
    const used = taken.get(key) ?? new Set<number>();
    taken.set(key, used);
    const next = slotOrder(poolOf(kind)).find((candidate) => !used.has(candidate));
    if (next !== undefined && formatSlot(next) !== slot.toLowerCase()) {
      findings.push(
        addressFinding("AP-08", site, {
          found: `slot ${slot}`,
          wanted: `${formatSlot(next)}, the next one in leftmost order (RFC 3531)`,
          fix: "drop the line if it was never committed and run `province address allocate --write`",
        }),
      );
    }
    used.add(Number(slot));
  }
  return findings;
}

function differences(old: LedgerEntry, now: LedgerEntry): string {
  return ENTRY_KEYS.filter((key) => old[key] !== now[key])
    .map((key) => `${key} ${JSON.stringify(now[key])} instead of ${JSON.stringify(old[key])}`)
    .join(", ");
}

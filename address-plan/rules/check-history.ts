import type { Finding } from "../../policies/policy.ts";
import { ENTRY_KEYS, formatEntry } from "../ledger/ledger-file.ts";
import type { Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { addressFinding } from "./finding.ts";

/** AP-07: the ledger only grows. */
export function checkHistory(ledger: Ledger, previous?: Ledger): Finding[] {
  return [...(previous ? checkAppendOnly(ledger, previous) : []), ...checkNumbers(ledger)];
}

function checkAppendOnly(ledger: Ledger, previous: Ledger): Finding[] {
  const findings: Finding[] = [];
  for (const key of ["profile", "root6", "root4", "quarantineMonths"] as const) {
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

function differences(old: LedgerEntry, now: LedgerEntry): string {
  const [before, after]: Record<string, unknown>[] = [{ ...old }, { ...now }];
  return ENTRY_KEYS.filter((key) => before?.[key] !== after?.[key])
    .map((key) => `${key} ${JSON.stringify(after?.[key])} instead of ${JSON.stringify(before?.[key])}`)
    .join(", ");
}

import type { Fault } from "../../model/messages/fault.ts";
import { AllocationError, faultsOfRequests, nextLine } from "../allocation/allocate.ts";
import { append } from "../allocation/change.ts";
import { formatEntry, parseLedger } from "../ledger/ledger-file.ts";
import type { AllocateEntry, Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";

/** What became of one line of the branch that gave way. */
interface SettledLine {
  before: LedgerEntry;
  /** The line as it stands now; absent when the other branch says the same already. */
  after?: LedgerEntry;
}

/** Two branches' ledgers as one. */
export interface Settlement {
  ledger: Ledger;
  /** New lines of the branch whose lines stayed as they are. */
  kept: LedgerEntry[];
  settled: SettledLine[];
}

/** Which side of a merge keeps its lines: `ours` is the branch that was checked out, `theirs` the one merged into it. */
export type Side = "ours" | "theirs";

/**
 * Joins what a merge left of a ledger: with git's conflict markers, or with both branches' lines one after the other
 * (running numbers that start again). One side's lines stay to the byte; the other's come behind them with new running
 * numbers, and its allocations take the slots that are next now (AP-07, AP-08): their addresses were never in use, since
 * only the merged ledger is.
 *
 * @returns undefined when there is nothing to settle; problems when a side can't be read or a line can't follow.
 */
export function settleLedger(
  written: string,
  file: string,
  keep: Side,
): { settlement?: Settlement; problems: Fault[] } | undefined {
  const text = written.replaceAll("\r\n", "\n");
  const sides = sidesOf(text);
  if (!sides) return undefined;
  const [first, second] = keep === "ours" ? [sides.ours, sides.theirs] : [sides.theirs, sides.ours];
  const kept = parseLedger(first, file);
  const other = parseLedger(second, file);
  if (!kept.ledger || !other.ledger) return { problems: [...kept.problems, ...other.problems] };

  const common = commonLines(kept.ledger, other.ledger);
  const mine = kept.ledger.entries.slice(common);
  const problems: Fault[] = [];
  const settled: SettledLine[] = [];
  let ledger = kept.ledger;
  for (const before of other.ledger.entries.slice(common)) {
    if (mine.some((line) => saysTheSame(line, before))) {
      settled.push({ before });
      continue;
    }
    try {
      const next = follow(ledger, before);
      ledger = next.ledger;
      settled.push({ before, after: next.line });
    } catch (error) {
      if (!(error instanceof AllocationError)) throw error;
      problems.push({
        file,
        line: lineOf(text, before),
        column: 1,
        path: [before.site],
        message: {
          en: `the line on ${before.site} can't follow the other branch's lines: ${error.problems.map(({ en }) => en).join("; ")}`,
          vi: `dòng về ${before.site} không thể nối sau các dòng của nhánh kia: ${error.problems.map(({ vi }) => vi).join("; ")}`,
        },
        hint: {
          en: "drop this line, settle again, and order it anew on the merged ledger",
          vi: "hãy bỏ dòng này, hợp nhất lại, rồi ghi lại trên sổ cấp phát đã hợp nhất",
        },
      });
    }
  }
  return problems.length > 0 ? { problems } : { settlement: { ledger, kept: mine, settled }, problems };
}

/** One line of the other branch, put at the end. */
function follow(ledger: Ledger, before: LedgerEntry): { ledger: Ledger; line: LedgerEntry } {
  const seq = ledger.entries.length + 1;
  const line = before.event === "allocate" ? placedAnew(ledger, { ...before, seq }) : { ...before, seq };
  return { ledger: append(ledger, line).ledger, line };
}

/** An allocation with the slot that is next now; all else that it says stays: also its blocks, and why it is believed. */
function placedAnew(ledger: Ledger, before: AllocateEntry): LedgerEntry {
  const { slot: _slot, ipv6: _ipv6, ipv4: _ipv4, ...request } = before;
  const replay = Replay.of(ledger);
  const faults = faultsOfRequests(ledger, [request], before.date, replay);
  const line = nextLine(ledger, replay, request, before);
  if (faults.length > 0 || !("event" in line)) {
    throw new AllocationError([...faults, ...("event" in line ? [] : [line])]);
  }
  return line;
}

const MARKERS = /^(<{7}|\|{7}|={7}|>{7})( .*)?$/;

/** The text as each branch had it; undefined when it is one ledger. */
function sidesOf(text: string): Record<Side, string> | undefined {
  return text.split("\n").some((line) => MARKERS.test(line)) ? conflictSides(text) : doubledSides(text);
}

function conflictSides(text: string): Record<Side, string> {
  const sides: Record<Side, string[]> = { ours: [], theirs: [] };
  let part: "both" | Side | "base" = "both";
  for (const line of text.split("\n")) {
    const marker = MARKERS.exec(line)?.[1]?.[0];
    if (marker === undefined) {
      if (part !== "theirs" && part !== "base") sides.ours.push(line);
      if (part !== "ours" && part !== "base") sides.theirs.push(line);
    } else part = ({ "<": "ours", "|": "base", "=": "theirs", ">": "both" } as const)[marker as "<" | "|" | "=" | ">"];
  }
  return { ours: sides.ours.join("\n"), theirs: sides.theirs.join("\n") };
}

/** A merge without markers (git's union driver): the second branch's running numbers start again. */
function doubledSides(text: string): Record<Side, string> | undefined {
  const lines = text.split("\n");
  const seqs = lines.map((line) => Number(/^\{"seq":(\d+),/.exec(line)?.[1] ?? Number.NaN));
  const again = seqs.findIndex((seq, index) => index > 0 && seq <= (seqs[index - 1] ?? Number.NaN));
  if (again === -1) return undefined;
  const start = seqs.indexOf(seqs[again] ?? 0);
  return {
    ours: `${lines.slice(0, again).join("\n")}\n`,
    theirs: [...lines.slice(0, start), ...lines.slice(again)].join("\n"),
  };
}

function commonLines(a: Ledger, b: Ledger): number {
  const shorter = Math.min(a.entries.length, b.entries.length);
  for (let index = 0; index < shorter; index++) {
    if (formatEntry(a.entries[index]!) !== formatEntry(b.entries[index]!)) return index;
  }
  return shorter;
}

/** Whether two lines order the same thing: for an allocation the site, else all but the running number. */
function saysTheSame(a: LedgerEntry, b: LedgerEntry): boolean {
  if (a.event === "allocate" && b.event === "allocate") return a.site === b.site;
  return formatEntry({ ...a, seq: 0 }) === formatEntry({ ...b, seq: 0 });
}

function lineOf(text: string, entry: LedgerEntry): number {
  return text.split("\n").indexOf(formatEntry(entry)) + 1;
}

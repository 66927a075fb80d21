import type { Fault } from "../../model/messages/fault.ts";
import { checkLine, schemaOfLine } from "./ledger-line.ts";
import { LEDGER_HEADER, type Ledger, type LedgerEntry } from "./ledger.ts";

/**
 * The ledger as text: a header line, then one JSON object a line. One line a site makes a review's diff read
 * "these were added", and a merge of two branches that both allocate conflict, as it must.
 */
export function formatLedger(ledger: Ledger): string {
  return `${[formatHeader(ledger), ...ledger.entries.map(formatEntry)].join("\n")}\n`;
}

/** Keys of a line in the order in which they are written, those of all events together. */
export const ENTRY_KEYS = [
  "seq",
  "date",
  "event",
  "site",
  "kind",
  "parent",
  "name",
  "slot",
  "blocks",
  "ipv6",
  "ipv4",
  "area",
  "owner",
  "into",
  "purpose",
  "inferred",
  "document",
] as const satisfies readonly KeyOf<LedgerEntry>[];

/** Keys of any member of a union. */
type KeyOf<T> = T extends unknown ? keyof T : never;

/** One line of the ledger: fixed order of keys, diacritics as they are. */
export function formatEntry(entry: LedgerEntry): string {
  // An object in the right order is written five times as fast as one with a list of keys to pick.
  const values: Record<string, unknown> = { ...entry };
  const ordered: Record<string, unknown> = {};
  for (const key of ENTRY_KEYS) if (values[key] !== undefined) ordered[key] = values[key];
  return JSON.stringify(ordered);
}

function formatHeader({ profile, root6, root4, quarantineMonths }: Omit<Ledger, "entries">): string {
  return JSON.stringify({ profile, root6, root4, quarantineMonths });
}

/**
 * Reads the ledger's text. All faults of the file come back at once, each with line and column.
 * Every line must be written exactly as `formatLedger` writes it, so that reading and writing gives the same bytes, but
 * for the line ends, which git may have made those of Windows;
 * `ledger` is undefined when there is a problem. Whether the addresses are right is for `checkLedger` to say.
 */
export function parseLedger(text: string, file: string): { ledger?: Ledger; problems: Fault[] } {
  const problems: Fault[] = [];
  const lines = text.split(/\r?\n/);
  const tail = lines.pop();
  if (tail !== "") {
    if (tail !== undefined) lines.push(tail);
    problems.push({
      file,
      line: lines.length,
      column: (tail?.length ?? 0) + 1,
      path: [],
      message: {
        en: "the last line does not end in a line feed; the file may be cut off",
        vi: "dòng cuối không kết thúc bằng ký tự xuống dòng; tệp có thể bị cắt ngang",
      },
      hint: { en: "compare with git, then end the line", vi: "hãy so sánh với git, rồi xuống dòng" },
    });
  }
  const [headerLine = "", ...entryLines] = lines;
  const header = checkLine(headerLine, { file, line: 1 }, problems, () => LEDGER_HEADER, formatHeader);
  const entries: LedgerEntry[] = [];
  for (const [index, line] of entryLines.entries()) {
    const entry = checkLine(line, { file, line: index + 2 }, problems, schemaOfLine, formatEntry);
    if (entry) entries.push(entry);
  }
  if (problems.length > 0 || !header) return { problems };
  return { ledger: { ...header, entries }, problems };
}

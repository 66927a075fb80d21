import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { printable } from "./printable.ts";

type Cell = string | number;

/** Spaces between two columns. */
const GAP = 2;

/**
 * Rows under their heads, each cell printable and without colours: one line under the heads and none between rows. Fitted to `width` by wrapping
 * the widest columns at spaces; words, such as addresses, stay whole.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number = terminalWidth(),
): string {
  const clean = rows.map((row) => row.map((cell) => (typeof cell === "string" ? printable(cell) : cell)));
  const columns = head.map((title, index) => [title, ...clean.map((row) => String(row[index] ?? ""))]);
  const widths = fitted(columns, width);
  const table = new Table({
    head: [...head],
    colWidths: widths,
    colAligns: head.map((_, index) => (rows.every((row) => typeof row[index] === "number") ? "right" : "left")),
    wordWrap: true,
    chars: LINES,
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
  });
  table.push(...clean);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Of the terminal, or as `COLUMNS` says; a pipe has room for all. */
function terminalWidth(): number {
  return process.stdout.columns ?? (Number(process.env["COLUMNS"]) || Infinity);
}

const lengthOf = (text: string): number => stripVTControlCharacters(text).normalize("NFC").length;

/** Widths of columns that fit together into `width`, where their longest words let them. */
function fitted(columns: readonly (readonly string[])[], width: number): number[] {
  const widths = columns.map((cells) => Math.max(...cells.map(lengthOf)));
  const least = columns.map((cells) => Math.max(...cells.flatMap((cell) => cell.split(/\s+/)).map(lengthOf)));
  const room = width - GAP * (columns.length - 1);
  for (let over = widths.reduce((sum, each) => sum + each, 0) - room; over > 0; over--) {
    const widest = widths.reduce(
      (best, each, index) => (each > (least[index] ?? 0) && (best === -1 || each > (widths[best] ?? 0)) ? index : best),
      -1,
    );
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "─".repeat(GAP),
  right: "",
  "right-mid": "",
  middle: " ".repeat(GAP),
};

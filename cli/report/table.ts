import Table from "cli-table3";
import { printable } from "./printable.ts";

type Cell = string | number;

/** Rows under their heads, each cell on one line and without colours; a compact table has no lines between its rows. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: { compact?: boolean } = {},
): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], ...options } });
  table.push(...rows.map((row) => row.map((cell) => (typeof cell === "string" ? printable(cell) : cell))));
  return table.toString();
}

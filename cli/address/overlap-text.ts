import Table from "cli-table3";
import type { Overlap } from "../../address-plan/allocation/existing-prefixes.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";

/** Who is in whose way, one line an overlap, both owners named. */
export function overlapText(overlaps: readonly Overlap[]): string {
  if (overlaps.length === 0) return "No two agencies use the same addresses.";
  const table = new Table({
    head: ["network", "of", "overlaps", "of", "which is"],
    style: { head: [], border: [], compact: true },
  });
  for (const { outer, inner, with: side } of overlaps) {
    const what = side === "plan" ? "one is the plan's block" : "both in use";
    table.push([formatPrefix(inner.prefix), inner.agency, formatPrefix(outer.prefix), outer.agency, what]);
  }
  return `${overlaps.length} overlap(s) between agencies (AP-17):\n${table.toString()}`;
}

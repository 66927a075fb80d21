import type { Overlap } from "../../address-plan/allocation/existing-prefixes.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { tableText } from "../report/table.ts";

/** Who is in whose way, one line an overlap, both owners named. */
export function overlapText(overlaps: readonly Overlap[]): string {
  if (overlaps.length === 0) return "No two agencies use the same addresses.";
  const rows = overlaps.map(({ outer, inner, with: side }) => {
    const what = side === "plan" ? "one is the plan's block" : "both in use";
    return [formatPrefix(inner.prefix), inner.agency, formatPrefix(outer.prefix), outer.agency, what];
  });
  const table = tableText(["network", "of", "overlaps", "of", "which is"], rows, { compact: true });
  return `${overlaps.length} overlap(s) between agencies (AP-17):\n${table}`;
}

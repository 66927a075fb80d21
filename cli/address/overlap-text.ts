import type { Overlap } from "../../address-plan/allocation/existing-prefixes.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { tableText } from "../report/table.ts";
import { say } from "../terminal/language.ts";

/** Who is in whose way, one line an overlap, both owners named. */
export function overlapText(overlaps: readonly Overlap[]): string {
  if (overlaps.length === 0)
    return say({ en: "No two agencies use the same addresses.", vi: "Không có hai cơ quan nào dùng chung địa chỉ." });
  const rows = overlaps.map(({ outer, inner, with: side }) => {
    const what =
      side === "plan"
        ? say({ en: "one is the plan's block", vi: "một bên là khối của quy hoạch" })
        : say({ en: "both in use", vi: "cả hai đang dùng" });
    return [formatPrefix(inner.prefix), inner.agency, formatPrefix(outer.prefix), outer.agency, what];
  });
  const table = tableText(
    [
      { en: "network", vi: "mạng" },
      { en: "of", vi: "của" },
      { en: "overlaps", vi: "chồng lấn" },
      { en: "of", vi: "của" },
      { en: "which is", vi: "là" },
    ].map(say),
    rows,
  );
  return `${say({ en: `${overlaps.length} overlap(s) between agencies (AP-17):`, vi: `${overlaps.length} chỗ chồng lấn giữa các cơ quan (AP-17):` })}\n${table}`;
}

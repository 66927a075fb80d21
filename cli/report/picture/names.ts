import type { AllocateEntry, Ledger } from "../../../address-plan/ledger/ledger.ts";
import { activeLines } from "../../../address-plan/ledger/replay.ts";
import { COLOURS, PAGE } from "./look.ts";
import { element, text } from "./svg.ts";

const COLUMNS = 3;
const ROW = 20;

/** What the codes of the map stand for: platform sites and departments, in order of slots. Areas show their names themselves. */
export function drawNames(ledger: Ledger, top: number): string {
  const entries = namedEntries(ledger);
  const rows = Math.ceil(entries.length / COLUMNS);
  const width = (PAGE.width - 2 * PAGE.margin) / COLUMNS;
  const items = entries.map(({ kind, site, name, slot }, index) => {
    const x = PAGE.margin + Math.floor(index / rows) * width;
    const y = top + 24 + (index % rows) * ROW;
    return element(
      "g",
      { "font-size": 12, fill: "#2d3748" },
      element("rect", {
        x,
        y: y - 11,
        width: 24,
        height: 15,
        rx: 3,
        fill: COLOURS[kind].fill,
        stroke: COLOURS[kind].line,
      }),
      text(x + 12, y, slot.slice(2), { "text-anchor": "middle", "font-size": 10, fill: COLOURS[kind].ink }),
      text(x + 32, y, site, { "font-weight": 700 }),
      text(x + 98, y, name, { "font-size": name.length > 46 ? 10 : 11.5 }),
    );
  });
  return element(
    "g",
    {},
    text(PAGE.margin, top, "Tên đơn vị (names)", { "font-size": 15, "font-weight": 700, fill: "#1a202c" }),
    ...items,
  );
}

/** Height in pixels that `drawNames` takes. */
export function namesHeight(ledger: Ledger): number {
  return 24 + Math.ceil(namedEntries(ledger).length / COLUMNS) * ROW;
}

function namedEntries(ledger: Ledger): AllocateEntry[] {
  return activeLines(ledger)
    .filter(({ kind }) => kind === "platform" || kind === "department")
    .toSorted((a, b) => Number(a.slot) - Number(b.slot));
}

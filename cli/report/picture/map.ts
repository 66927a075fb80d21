import type { SiteKind } from "../../../address-plan/kinds.ts";
import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { Replay, activeLines } from "../../../address-plan/ledger/replay.ts";
import type { SitePlan } from "../../../address-plan/plan.ts";
import { childOf, formatBoth, formatPrefix } from "../../../address-plan/prefixes/prefix.ts";
import { poolBlock } from "../../../address-plan/prefixes/site-prefix.ts";
import { formatSlot } from "../../../address-plan/profile.ts";
import { COLOURS, KIND_TERMS, PAGE } from "./look.ts";
import { heldSlots, type HeldSlot } from "./slots.ts";
import { element, fittedText, text, tooltip } from "./svg.ts";

const CELL = { width: 70, height: 44, gap: 2 };
const ROW_LABEL = 40;
const STRIP = { heading: 30, space: 14 };
const STRIP_HEIGHT = STRIP.heading + 4 * CELL.height + STRIP.space;
const COLUMN_LABELS = 18;

export const MAP_HEIGHT = COLUMN_LABELS + 4 * STRIP_HEIGHT;

const STRIPS = ["platform", "department", "area", "reserve"] as const;

/** The root as four strips (one for each /42) of 4 rows by 16 columns. */
export function drawMap(ledger: Ledger, day: string, top: number, chosen?: SitePlan): string {
  const columns = Array.from({ length: 16 }, (_, column) =>
    text(cellX(column) + CELL.width / 2, top + 12, `_${column.toString(16)}`, {
      "text-anchor": "middle",
      "font-size": 11,
      fill: "#a0aec0",
    }),
  );
  const strips = STRIPS.map((strip, index) =>
    drawStrip(ledger, day, strip, top + COLUMN_LABELS + index * STRIP_HEIGHT, chosen),
  );
  return element("g", {}, ...columns, ...strips);
}

function drawStrip(
  ledger: Ledger,
  day: string,
  strip: (typeof STRIPS)[number],
  top: number,
  chosen?: SitePlan,
): string {
  const replay = Replay.of(ledger);
  const { profile, root } = replay;
  const base = strip === "reserve" ? 0xc0 : profile.pools[strip].base;
  const rows = Array.from({ length: 4 }, (_, row) =>
    text(
      PAGE.margin + ROW_LABEL - 10,
      top + STRIP.heading + row * CELL.height + 27,
      `${(base / 16 + row).toString(16)}_`,
      {
        "text-anchor": "end",
        "font-size": 13,
        fill: "#718096",
      },
    ),
  );
  if (strip === "reserve") {
    const range = formatPrefix(childOf(root.ipv6, profile.root6Length + 2, 3));
    return element(
      "g",
      {},
      heading(top, "Dự phòng", "reserve", `${range} · chưa giao cho ai (untouched)`, "#718096"),
      ...rows,
      element("rect", {
        x: cellX(0),
        y: top + STRIP.heading,
        width: 16 * CELL.width - CELL.gap,
        height: 4 * CELL.height - CELL.gap,
        rx: 4,
        fill: "url(#reserve)",
        stroke: "#cbd5e0",
      }),
    );
  }

  const sites = activeLines(ledger);
  const held = heldSlots(ledger, day, strip);
  const resting = [...held.values()].filter(({ until }) => until !== undefined).length;
  const block = formatBoth(poolBlock(profile, strip, root));
  const facts = `${block.ipv6} · ${block.ipv4} · ${held.size - resting}/${2 ** profile.pools[strip].bits}${resting > 0 ? ` · ${resting} cách ly (in quarantine)` : ""}`;
  const next = replay.poolOf(strip, undefined).next(day);
  const cells = Array.from({ length: 64 }, (_, index) => {
    const slot = base + index;
    const here = held.get(slot);
    const x = cellX(index % 16);
    const y = top + STRIP.heading + Math.floor(index / 16) * CELL.height;
    if (!here) return drawFree(x, y, slot, slot === next, strip);
    if (here.until !== undefined) return drawResting(x, y, slot, here);
    const { site } = here.state;
    const marked = site === chosen?.site || (chosen?.kind === "commune" && site === chosen.parent);
    const communes = sites.filter(({ kind, parent }) => kind === "commune" && parent === site).length;
    return drawSiteCell(x, y, here, marked, communes);
  });
  return element(
    "g",
    {},
    heading(top, KIND_TERMS[strip].vi, KIND_TERMS[strip].en, facts, COLOURS[strip].ink),
    ...rows,
    ...cells,
  );
}

function heading(top: number, vi: string, en: string, facts: string, ink: string): string {
  return element(
    "g",
    {},
    element(
      "text",
      { x: cellX(0), y: top + 20, "font-size": 15, fill: ink },
      element("tspan", { "font-weight": 700 }, vi),
      element("tspan", { dx: 8, fill: "#718096", "font-size": 13 }, `(${en})`),
    ),
    text(cellX(16) - CELL.gap, top + 20, facts, { "text-anchor": "end", "font-size": 13, fill: "#4a5568" }),
  );
}

function drawFree(x: number, y: number, slot: number, isNext: boolean, kind: SiteKind): string {
  const colour = COLOURS[kind];
  return element(
    "g",
    {},
    element("rect", {
      ...cellBox(x, y),
      fill: "#ffffff",
      stroke: isNext ? colour.line : "#e2e8f0",
      "stroke-dasharray": isNext ? "4 3" : undefined,
      "stroke-width": isNext ? 1.5 : 1,
    }),
    ...(isNext
      ? [text(x + 34, y + 26, "kế tiếp", { "text-anchor": "middle", "font-size": 11, fill: colour.line })]
      : []),
    tooltip(`${formatSlot(slot)}: ${isNext ? "kế tiếp (next to be given)" : "tự do (free)"}`),
  );
}

/** Whose a slot was: hatched as the reserve is, since nobody gets it either. */
function drawResting(x: number, y: number, slot: number, { state, until }: HeldSlot): string {
  const { line, site, name } = state;
  const middle = x + (CELL.width - CELL.gap) / 2;
  return element(
    "g",
    {},
    element("rect", {
      ...cellBox(x, y),
      fill: "url(#reserve)",
      stroke: COLOURS[line.kind].line,
      "stroke-opacity": 0.4,
    }),
    fittedText(middle, y + 19, line.kind === "area" ? placeName(name) : site, CELL.width - 8, {
      "text-anchor": "middle",
      "font-size": 11,
      fill: "#4a5568",
    }),
    fittedText(middle, y + 34, until ?? "", CELL.width - 8, {
      "text-anchor": "middle",
      "font-size": 10,
      fill: "#4a5568",
    }),
    tooltip(`${formatSlot(slot)}: cách ly đến ${until} (in quarantine)\n${site} ${name}`),
  );
}

function drawSiteCell(x: number, y: number, { state }: HeldSlot, marked: boolean, communes: number): string {
  const { line, site, name } = state;
  const { ipv6, ipv4 } = formatBoth(state.block);
  const colour = COLOURS[line.kind];
  const middle = x + (CELL.width - CELL.gap) / 2;
  // An area is known by its place name, an agency by its code.
  const [main, second] = line.kind === "area" ? [placeName(name), site] : [site, ""];
  return element(
    "g",
    {},
    element("rect", {
      ...cellBox(x, y),
      fill: colour.fill,
      stroke: marked ? "#1a202c" : colour.line,
      "stroke-width": marked ? 3 : 1,
    }),
    fittedText(middle, y + (second ? 19 : 26), main, CELL.width - 8, {
      "text-anchor": "middle",
      "font-size": second ? 11 : 12,
      "font-weight": 700,
      fill: colour.ink,
    }),
    ...(second
      ? [
          text(middle, y + 34, communes > 0 ? `${second} · ${communes} xã` : second, {
            "text-anchor": "middle",
            "font-size": 10,
            fill: colour.ink,
          }),
        ]
      : []),
    tooltip(`${site} ${name}\n${ipv6}\n${ipv4}\n${line.date}: ${line.document}`),
  );
}

/** Name without the word for its rank, which every neighbour shares: `Huyện Ngọc Lặc` is `Ngọc Lặc`. */
export function placeName(name: string): string {
  return name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Thị trấn|Phường|Xã)\s+/u, "");
}

function cellX(column: number): number {
  return PAGE.margin + ROW_LABEL + column * CELL.width;
}

function cellBox(x: number, y: number): Record<string, number> {
  return { x, y, width: CELL.width - CELL.gap, height: CELL.height - CELL.gap, rx: 4 };
}

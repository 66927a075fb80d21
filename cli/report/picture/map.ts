import type { SiteKind } from "../../../address-plan/kinds.ts";
import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { activeLines } from "../../../address-plan/ledger/replay.ts";
import type { SitePlan } from "../../../address-plan/plan.ts";
import { formatBoth, formatPrefix } from "../../../address-plan/prefixes/prefix.ts";
import { formatSlot } from "../../../address-plan/profile.ts";
import { COLOURS, KIND_TERMS, PAGE } from "./look.ts";
import { rootStrips, type HeldSlot, type ReserveStrip, type Strip } from "./strips.ts";
import { type Attributes, element, fittedText, text, tooltip } from "./svg.ts";

const CELL = { width: 70, height: 44, gap: 2 };
const ROW_LABEL = 40;
const STRIP = { heading: 30, space: 14 };
const COLUMN_LABELS = 18;

/** Height in pixels that `drawMap` takes. */
export function mapHeight(ledger: Ledger): number {
  return COLUMN_LABELS + rootStrips(ledger, "").reduce((total, strip) => total + stripHeight(strip), 0);
}

function stripHeight({ count }: Strip | ReserveStrip): number {
  return STRIP.heading + (count / 16) * CELL.height + STRIP.space;
}

/** The root as strips (in P40 one for each /42) of rows by 16 columns. */
export function drawMap(ledger: Ledger, day: string, top: number, chosen?: SitePlan): string {
  const columns = Array.from({ length: 16 }, (_, column) =>
    text(cellX(column) + CELL.width / 2, top + 12, `_${column.toString(16)}`, {
      "text-anchor": "middle",
      "font-size": 11,
      fill: "#a0aec0",
    }),
  );
  let y = top + COLUMN_LABELS;
  const strips = rootStrips(ledger, day).map((strip) => {
    const drawn = strip.kind === "reserve" ? drawReserve(strip, y) : drawStrip(ledger, strip, y, chosen);
    y += stripHeight(strip);
    return drawn;
  });
  return element("g", {}, ...columns, ...strips);
}

function rowLabels({ first, count }: Strip | ReserveStrip, top: number): string[] {
  return Array.from({ length: count / 16 }, (_, row) =>
    text(
      PAGE.margin + ROW_LABEL - 10,
      top + STRIP.heading + row * CELL.height + 27,
      `${(first / 16 + row).toString(16)}_`,
      {
        "text-anchor": "end",
        "font-size": 13,
        fill: "#718096",
      },
    ),
  );
}

function drawReserve(strip: ReserveStrip, top: number): string {
  const range = formatPrefix(strip.ipv6);
  return element(
    "g",
    {},
    heading(top, "Dự phòng", "reserve", `${range} · chưa giao cho ai (untouched)`, "#718096"),
    ...rowLabels(strip, top),
    element("rect", {
      x: cellX(0),
      y: top + STRIP.heading,
      width: 16 * CELL.width - CELL.gap,
      height: (strip.count / 16) * CELL.height - CELL.gap,
      rx: 4,
      fill: "url(#reserve)",
      stroke: "#cbd5e0",
    }),
  );
}

function drawStrip(ledger: Ledger, strip: Strip, top: number, chosen?: SitePlan): string {
  const { kind, first, count, size, held, used, resting, next } = strip;
  const sites = activeLines(ledger);
  const block = formatBoth(strip);
  const facts = `${block.ipv6} · ${block.ipv4} · ${used}/${size}${resting > 0 ? ` · ${resting} cách ly (in quarantine)` : ""}`;
  const cells = Array.from({ length: count }, (_, index) => {
    const slot = first + index;
    const here = held.get(slot);
    const x = cellX(index % 16);
    const y = top + STRIP.heading + Math.floor(index / 16) * CELL.height;
    if (!here) return drawFree(x, y, slot, slot === next, kind);
    if (here.until !== undefined) return drawResting(x, y, slot, here);
    const { site } = here.state;
    const marked = site === chosen?.site || (chosen?.kind === "commune" && site === chosen.parent);
    const communes = sites.filter((other) => other.kind === "commune" && other.parent === site).length;
    return drawSiteCell(x, y, here, marked, communes);
  });
  return element(
    "g",
    {},
    heading(top, KIND_TERMS[kind].vi, KIND_TERMS[kind].en, facts, COLOURS[kind].ink),
    ...rowLabels(strip, top),
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
  const { line } = COLOURS[kind];
  return drawCell(
    x,
    y,
    {
      fill: "#ffffff",
      stroke: isNext ? line : "#e2e8f0",
      "stroke-dasharray": isNext ? "4 3" : undefined,
      "stroke-width": isNext ? 1.5 : 1,
    },
    isNext ? [text(middleOf(x), y + 26, "kế tiếp", { "text-anchor": "middle", "font-size": 11, fill: line })] : [],
    `${formatSlot(slot)}: ${isNext ? "kế tiếp (next to be given)" : "tự do (free)"}`,
  );
}

/** Whose a slot was: hatched as the reserve is, since nobody gets it either. */
function drawResting(x: number, y: number, slot: number, { state, until = "" }: HeldSlot): string {
  const { line, site, name } = state;
  return drawCell(
    x,
    y,
    { fill: "url(#reserve)", stroke: COLOURS[line.kind].line, "stroke-opacity": 0.4 },
    [
      cellText(x, y + 19, line.kind === "area" ? placeName(name) : site, { "font-size": 11, fill: "#4a5568" }),
      cellText(x, y + 34, until, { "font-size": 10, fill: "#4a5568" }),
    ],
    `${formatSlot(slot)}: cách ly đến ${until} (in quarantine)\n${site} ${name}`,
  );
}

function drawSiteCell(x: number, y: number, { state }: HeldSlot, marked: boolean, communes: number): string {
  const { line, site, name } = state;
  const { ipv6, ipv4 } = formatBoth(state.block);
  const { fill, line: border, ink } = COLOURS[line.kind];
  const second = communes > 0 ? `${site} · ${communes} xã` : site;
  return drawCell(
    x,
    y,
    { fill, stroke: marked ? "#1a202c" : border, "stroke-width": marked ? 3 : 1 },
    // An area is known by its place name, an agency by its code.
    line.kind === "area"
      ? [
          cellText(x, y + 19, placeName(name), { "font-size": 11, "font-weight": 700, fill: ink }),
          text(middleOf(x), y + 34, second, { "text-anchor": "middle", "font-size": 10, fill: ink }),
        ]
      : [cellText(x, y + 26, site, { "font-size": 12, "font-weight": 700, fill: ink })],
    `${site} ${name}\n${ipv6}\n${ipv4}\n${line.date}: ${line.document}`,
  );
}

/** A box of the map with what is written in it and its tooltip. */
function drawCell(x: number, y: number, look: Attributes, texts: readonly string[], tip: string): string {
  const size = { width: CELL.width - CELL.gap, height: CELL.height - CELL.gap };
  return element("g", {}, element("rect", { x, y, ...size, rx: 4, ...look }), ...texts, tooltip(tip));
}

/** A text in the middle of a box, as large as the box allows. */
function cellText(x: number, y: number, content: string, look: Attributes & { "font-size": number }): string {
  return fittedText(middleOf(x), y, content, CELL.width - 8, { "text-anchor": "middle", ...look });
}

function middleOf(x: number): number {
  return x + (CELL.width - CELL.gap) / 2;
}

/** Name without the word for its rank, which every neighbour shares: `Huyện Ngọc Lặc` is `Ngọc Lặc`. */
export function placeName(name: string): string {
  return name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Thị trấn|Phường|Xã)\s+/u, "");
}

function cellX(column: number): number {
  return PAGE.margin + ROW_LABEL + column * CELL.width;
}

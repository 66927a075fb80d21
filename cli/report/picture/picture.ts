import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { activeLines } from "../../../address-plan/ledger/replay.ts";
import { latestDate, planOf } from "../../../address-plan/plan-of.ts";
import { profileOf } from "../../../address-plan/profile.ts";
import type { ZoneNibble } from "../../../address-plan/rules/check-zones.ts";
import { PAGE } from "./look.ts";
import { drawMap, mapHeight } from "./map.ts";
import { drawNames, namesHeight } from "./names.ts";
import { drawSite, siteHeight } from "./site.ts";
import { element, text, tooltip } from "./svg.ts";

export interface PictureOptions {
  /** Name of the province in the title. */
  title: string;
  /** Site whose zones are drawn below the map. */
  site?: string;
  zones?: readonly ZoneNibble[];
  /** ISO date of the plan that is drawn; that of the latest line without it. */
  asOf?: string;
}

/**
 * The plan as one self-contained SVG: a map of the root's 256 /48 blocks (one row for each upper hexadecimal digit,
 * one column for each lower one), the names, and the zones of a chosen site. The same ledger gives the same bytes.
 * @throws Error when the chosen site is not in the ledger.
 */
export function planPicture(whole: Ledger, options: PictureOptions): string {
  const { asOf } = options;
  const ledger = asOf === undefined ? whole : { ...whole, entries: whole.entries.filter(({ date }) => date <= asOf) };
  const day = asOf ?? latestDate(ledger);
  const chosen = options.site === undefined ? undefined : planOf(ledger).sites[options.site];
  if (options.site !== undefined && !chosen) throw new Error(`site "${options.site}" is not in the ledger`);
  const zones = options.zones ?? [];
  const length = profileOf(ledger).pools.department.ipv6Length;

  const mapTop = 104;
  const namesTop = mapTop + mapHeight(ledger) + 40;
  const siteTop = namesTop + namesHeight(ledger) + 30;
  const height = chosen ? siteTop + siteHeight(chosen) + PAGE.margin : siteTop;
  const description = `${options.title}: ${ledger.root6}, ${ledger.root4}, ${activeLines(ledger).length} sites`;
  const document = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${PAGE.width} ${height}`,
      width: PAGE.width,
      height,
      role: "img",
      "font-family": "'Noto Sans', 'DejaVu Sans', Arial, sans-serif",
    },
    tooltip(description),
    element("defs", {}, hatching()),
    element("rect", { width: PAGE.width, height, fill: "#ffffff" }),
    text(PAGE.margin, 52, options.title, { "font-size": 26, "font-weight": 700, fill: "#1a202c" }),
    text(
      PAGE.margin,
      78,
      `IPv6 ${ledger.root6} · IPv4 ${ledger.root4} · mỗi ô là một khối /${length} (one cell = one /${length})${howToRead(ledger)}`,
      { "font-size": 13, fill: "#4a5568" },
    ),
    drawMap(ledger, day, mapTop, chosen),
    drawNames(ledger, namesTop),
    ...(chosen ? [drawSite(ledger, day, chosen, zones, siteTop)] : []),
  );
  // A line an element keeps the diffs of the committed picture readable.
  return `${document.replaceAll("><", ">\n<")}\n`;
}

function hatching(): string {
  return element(
    "pattern",
    { id: "reserve", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("rect", { width: 8, height: 8, fill: "#f7f7f8" }),
    element("line", { x1: 0, y1: 0, x2: 0, y2: 8, stroke: "#d3d6dc", "stroke-width": 3 }),
  );
}

/** An example from the map itself: row and column are the last two digits of the prefix. */
function howToRead(ledger: Ledger): string {
  const example = activeLines(ledger).findLast(({ kind }) => kind === "department");
  if (!example) return "";
  const [row, column] = example.slot.slice(2);
  return ` · hàng ${row}_ cột _${column} là ${example.ipv6} (row, column = digits)`;
}

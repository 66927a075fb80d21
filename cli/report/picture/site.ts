import type { Ledger } from "../../../address-plan/ledger/ledger.ts";
import { zonePlanOf } from "../../../address-plan/plan-of.ts";
import type { SitePlan } from "../../../address-plan/plan.ts";
import { formatBoth } from "../../../address-plan/prefixes/prefix.ts";
import { profileOf, ZONE_BITS } from "../../../address-plan/profile.ts";
import type { ZoneNibble } from "../../../address-plan/rules/check-zones.ts";
import { COLOURS, KIND_TERMS, PAGE } from "./look.ts";
import { placeName } from "./map.ts";
import { areaStrips, type HeldSlot, type Strip } from "./strips.ts";
import { element, fittedText, text, tooltip } from "./svg.ts";

const ZONE = { columns: 4, height: 62, gap: 8 };
const ZONES_TOP = 66;
const COMMUNES = { cell: 34, gap: 2, top: 40 };

/** Height in pixels that `drawSite` takes. */
export function siteHeight(site: SitePlan): number {
  const zones = ZONES_TOP + 4 * (ZONE.height + ZONE.gap);
  return site.kind === "area" ? zones + COMMUNES.top + 16 * COMMUNES.cell : zones;
}

/** The sixteen zones of a site, each with its digit and both prefixes; for an area also the map of its communes. */
export function drawSite(
  ledger: Ledger,
  day: string,
  site: SitePlan,
  zones: readonly ZoneNibble[],
  top: number,
): string {
  const colour = COLOURS[site.kind];
  const width = (PAGE.width - 2 * PAGE.margin + ZONE.gap) / ZONE.columns;
  const boxes = Array.from({ length: 2 ** ZONE_BITS }, (_, nibble) => {
    const zone = zones.find((each) => each.nibble === nibble);
    const plan = formatBoth(zonePlanOf(site, zone?.code ?? "", nibble));
    const x = PAGE.margin + Math.floor(nibble / 4) * width;
    const y = top + ZONES_TOP + (nibble % 4) * (ZONE.height + ZONE.gap);
    const label = zone ? `${zone.code} · ${zone.name}` : "chưa đặt tên (unnamed)";
    return element(
      "g",
      {},
      element("rect", {
        x,
        y,
        width: width - ZONE.gap,
        height: ZONE.height,
        rx: 5,
        fill: zone && zone.code !== "reserve" ? colour.fill : "url(#reserve)",
        stroke: zone && zone.code !== "reserve" ? colour.line : "#cbd5e0",
      }),
      text(x + 22, y + 42, nibble.toString(16), {
        "text-anchor": "middle",
        "font-size": 28,
        "font-weight": 700,
        fill: colour.line,
      }),
      fittedText(x + 46, y + 21, label, width - ZONE.gap - 54, {
        "font-size": 12.5,
        "font-weight": 700,
        fill: colour.ink,
      }),
      text(x + 46, y + 38, plan.ipv6, { "font-size": 12, fill: "#2d3748" }),
      text(x + 46, y + 54, plan.ipv4, { "font-size": 12, fill: "#4a5568" }),
    );
  });
  const { ipv6, ipv4 } = formatBoth(site);
  const communes = areaStrips(ledger, day).get(site.site);
  const inside =
    site.kind === "area"
      ? `mạng của chính vùng: /${profileOf(ledger).hub.ipv6Length} đầu (the area's own network: its first /${profileOf(ledger).hub.ipv6Length})`
      : "16 vùng mạng, chữ số hệ 16 cố định (16 zones, the same digit at every site)";
  return element(
    "g",
    {},
    text(PAGE.margin, top + 16, `${site.name} · ${site.site}`, {
      "font-size": 20,
      "font-weight": 700,
      fill: colour.ink,
    }),
    text(PAGE.margin, top + 42, `${KIND_TERMS[site.kind].vi} · ${ipv6} · ${ipv4} · ${inside}`, {
      "font-size": 13,
      fill: "#4a5568",
    }),
    ...boxes,
    ...(communes ? [drawCommunes(ledger, communes, top + ZONES_TOP + 4 * (ZONE.height + ZONE.gap))] : []),
  );
}

/** An area's 256 /56: the hub's sixteen first, then the communes. */
function drawCommunes(ledger: Ledger, { count, size, held, used, resting }: Strip, top: number): string {
  const { lowest, ipv6Length } = profileOf(ledger).pools.commune;
  const left = PAGE.margin + 30;
  const width = Math.floor((PAGE.width - PAGE.margin - left) / 16);
  const rows = Array.from({ length: 16 }, (_, row) =>
    text(left - 8, top + COMMUNES.top + row * COMMUNES.cell + 21, `${row.toString(16)}_`, {
      "text-anchor": "end",
      "font-size": 12,
      fill: "#718096",
    }),
  );
  const cells = Array.from({ length: count }, (_, slot) => {
    const x = left + (slot % 16) * width;
    const y = top + COMMUNES.top + Math.floor(slot / 16) * COMMUNES.cell;
    const here = held.get(slot);
    const isActive = here !== undefined && here.until === undefined;
    const isHub = slot < lowest;
    const colour = isHub ? COLOURS.area : COLOURS.commune;
    const label = here ? placeName(here.state.name) : isHub ? `zone ${slot.toString(16)}` : "";
    return element(
      "g",
      {},
      element("rect", {
        x,
        y,
        width: width - COMMUNES.gap,
        height: COMMUNES.cell - COMMUNES.gap,
        rx: 3,
        fill: isActive || isHub ? colour.fill : here ? "url(#reserve)" : "#ffffff",
        stroke: isActive || isHub ? colour.line : "#e2e8f0",
      }),
      ...(label
        ? [
            fittedText(x + width / 2, y + 21, label, width - 8, {
              "text-anchor": "middle",
              "font-size": 11,
              "font-weight": isActive || isHub ? 700 : undefined,
              fill: isActive || isHub ? colour.ink : "#4a5568",
            }),
          ]
        : []),
      ...(here ? [tooltip(communeText(here))] : []),
    );
  });
  return element(
    "g",
    {},
    text(
      PAGE.margin,
      top + 26,
      `Xã trong vùng: ${used}/${size} khối /${ipv6Length} (communes of the area)${resting > 0 ? ` · ${resting} cách ly (in quarantine)` : ""}`,
      {
        "font-size": 15,
        "font-weight": 700,
        fill: COLOURS.commune.ink,
      },
    ),
    ...rows,
    ...cells,
  );
}

function communeText({ state, until }: HeldSlot): string {
  const { site, name, block } = state;
  const { ipv6, ipv4 } = formatBoth(block);
  const rests = until === undefined ? "" : `\ncách ly đến ${until} (in quarantine)`;
  return `${site} ${name}\n${ipv6}\n${ipv4}${rests}`;
}

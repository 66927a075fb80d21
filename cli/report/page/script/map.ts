import type { PageSite } from "../page-data.ts";
import { agencyOf, data, siteOf } from "./data.ts";
import { element } from "./element.ts";
import { grid, quarantineOf } from "./grid.ts";
import { word } from "./language.ts";
import { show, state } from "./state.ts";

/** The map of the province; that of an area's communes under it, when one is chosen. */
export function map(): HTMLElement[] {
  const whole = data.sites.filter(({ kind }) => kind !== "commune");
  const example = whole.find(({ span }) => span === 1);
  const area = siteOf.get(state.area ?? "");
  return [
    element("h2", {}, word("map")),
    element("p", { class: "soft" }, word("mapHint", { length: example ? lengthOf(example) : "" })),
    element(
      "div",
      { class: "legend" },
      ...(["platform", "department", "area", "commune"] as const).map((kind) =>
        element("span", { class: kind }, word(kind)),
      ),
      element("span", { class: "quarantined" }, word("resting")),
    ),
    grid(256, (block) => whole.find(({ cell, span }) => covers(cell, span, block))),
    ...chosenSite(),
    ...(area === undefined ? [] : areaMap(area)),
  ];
}

/** Facts of a chosen site that is no agency and so has no row below. */
function chosenSite(): HTMLElement[] {
  const site = agencyOf.has(state.agency ?? "") ? undefined : siteOf.get(state.agency ?? state.area ?? "");
  if (site === undefined) return [];
  const facts = [site.code, site.name, word(site.kind), site.ipv6, site.ipv4, ...quarantineOf(site)];
  return [element("p", { id: "site" }, facts.join(" · "))];
}

function areaMap(area: PageSite): HTMLElement[] {
  const communes = data.sites.filter((site) => site.area === area.code && site.sub !== undefined);
  const first = (site: PageSite): number => (site.cell - area.cell) * data.subBlocks + (site.sub ?? 0);
  return [
    element(
      "h3",
      { id: "area" },
      word("areaMap", { name: area.name }),
      " ",
      element("button", { onclick: () => show({ area: undefined, agency: undefined }) }, word("close")),
    ),
    element("p", { class: "soft" }, word("areaHint", { length: communes[0] ? lengthOf(communes[0]) : "" })),
    grid(data.subBlocks * area.span, (block) =>
      block < data.hubBlocks ? "hub" : communes.find((site) => covers(first(site), site.subSpan ?? 1, block)),
    ),
  ];
}

function covers(start: number, span: number, block: number): boolean {
  return start <= block && block < start + span;
}

function lengthOf({ ipv6 }: PageSite): string {
  return `/${ipv6.split("/")[1]}`;
}

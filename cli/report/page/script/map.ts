import type { PageSite, PageStrip } from "../page-data.ts";
import { communesOf, data } from "./data.ts";
import { element, type Content } from "./element.ts";
import { figure, word } from "./language.ts";
import { failuresOf, sharedFailures } from "./marks.ts";
import { isFiltered, matching } from "./search.ts";
import { hrefOf } from "./state.ts";
import { walkable } from "./walk.ts";

const HEADS = {
  platform: "platform",
  department: "departments",
  area: "areas",
  commune: "commune",
  reserve: "reserve",
} as const;

/** The map of the province: its pools one under the other, sixteen slots in a row, each named with who has it. */
export function map(): HTMLElement {
  const whole = data.sites.filter(({ kind }) => kind !== "commune");
  const example = whole.find(({ kind }) => kind === "area") ?? whole[0];
  const found = foundSites();
  return element(
    "section",
    { class: "map" },
    element("h2", {}, word("map")),
    element("p", { class: "soft" }, word("mapHint", { length: example ? lengthOf(example.ipv6) : "" })),
    walkable(
      element(
        "div",
        {},
        element(
          "div",
          { class: "columns", "aria-hidden": "true" },
          ...digits(16).map((digit) => digitMark(`_${digit}`)),
        ),
        ...data.strips.map((strip) => stripOf(strip, whole, found)),
      ),
    ),
  );
}

/** The slots of an area's communes: those that are held, and how many are not. */
export function communeMap(area: PageSite): HTMLElement[] {
  const strip = data.areas[area.code];
  const communes = communesOf.get(area.code) ?? [];
  if (strip === undefined) return [];
  return [
    element(
      "h3",
      {},
      word("communesOf", { count: communes.filter(({ until }) => until === undefined).length }),
      " ",
      element("small", {}, factsOf(strip)),
    ),
    element("p", { class: "soft" }, word("communeHint", { count: data.hubSlots })),
    walkable(element("div", { class: "cells held" }, ...communes.map((site) => siteCell(site, undefined)))),
  ];
}

function stripOf(strip: PageStrip, whole: readonly PageSite[], found: ReadonlySet<string> | undefined): HTMLElement {
  if (strip.kind === "reserve") {
    return element(
      "section",
      { class: "strip" },
      stripHead(strip, `${strip.ipv6} · ${word("untouched", { count: strip.count })}`),
      element("div", { class: "rows" }, element("div", { class: "band" })),
    );
  }
  const sites = whole.filter(({ kind }) => kind === strip.kind);
  const shared = strip.kind === "platform" ? sharedFailures() : [];
  const cells = Array.from({ length: strip.count }, (_, index) => {
    const slot = strip.first + index;
    const site = sites.find(({ slot: first, span = 1 }) => first !== undefined && first <= slot && slot < first + span);
    return site === undefined ? freeCell(slot, strip) : siteCell(site, found);
  });
  return element(
    "section",
    { class: `strip ${strip.kind}` },
    stripHead(
      strip,
      factsOf(strip),
      ...shared.map(({ code, mandatory }) =>
        element("a", { class: "badge", href: hrefOf({ subject: code }) }, `${code} ✗ ${figure(mandatory)}`),
      ),
    ),
    element(
      "div",
      { class: "rows" },
      element("div", { class: "digits", "aria-hidden": "true" }, ...rowDigits(strip).map(digitMark)),
      element("div", { class: "cells" }, ...cells),
    ),
  );
}

function stripHead({ kind }: PageStrip, facts: string, ...more: Content[]): HTMLElement {
  const label = word(HEADS[kind]);
  return element("h3", {}, label, " ", ...more, element("small", {}, facts));
}

/** `3fff:38:40::/42 · 10.64.0.0/10 · 26 of 64 blocks · 1 in quarantine · next 0x56`. */
function factsOf({ ipv6, ipv4, used = 0, size = 0, resting = 0, next }: PageStrip): string {
  return [
    ipv6,
    ipv4,
    word("held", { used, size }),
    ...(resting > 0 ? [word("restingCount", { count: resting })] : []),
    next === undefined ? word("full") : `${word("next")} 0x${slotText(next)}`,
  ].join(" · ");
}

function freeCell(slot: number, strip: PageStrip): HTMLElement {
  if (slot !== strip.next) return element("span", { class: "cell free", title: word("free") });
  return element(
    "span",
    { class: "cell next", title: word("nextHint") },
    element("i", { class: "slot" }, slotText(slot)),
    word("next"),
  );
}

function siteCell(site: PageSite, found: ReadonlySet<string> | undefined): HTMLElement {
  const { code, name, kind, until, slot = 0 } = site;
  const { own, communes } = failuresOf(site);
  const isPlace = kind === "area" || kind === "commune";
  const passedOver = found !== undefined && !found.has(code);
  const below = (communesOf.get(code) ?? []).filter((commune) => commune.until === undefined).length;
  const failing = own + communes > 0;
  const secondLine = until
    ? [word("until", { until })]
    : isPlace
      ? [code, ...(below > 0 && !failing ? [element("br"), word("communeCount", { count: below })] : [])]
      : [name];
  const failures = [
    ...(own > 0 ? [word("failsHere", { count: own })] : []),
    ...(communes > 0 ? [word("failsBelow", { count: communes })] : []),
  ];
  return element(
    "a",
    {
      class: ["cell", until ? "resting" : kind, failing && "failing", passedOver && "passed-over"]
        .filter(Boolean)
        .join(" "),
      href: hrefOf({ subject: code }),
      title: [`${code} ${name}`, site.ipv6, site.ipv4, ...quarantineOf(site), ...failures].join("\n"),
      "data-site": code,
    },
    element("i", { class: "slot" }, slotText(slot)),
    element("b", {}, isPlace ? shortName(name) : code),
    element("span", {}, ...secondLine),
    ...(failing ? [element("em", { class: "badge" }, `✗ ${figure(own + communes)}`)] : []),
  );
}

/** What to say of a block that rests. */
export function quarantineOf({ until }: PageSite): string[] {
  return until ? [word("quarantined", { until })] : [];
}

/** Codes of the sites that hold what the reader looks for, an area for its communes; undefined when all do. */
function foundSites(): Set<string> | undefined {
  if (!isFiltered()) return undefined;
  return new Set(matching().flatMap(({ code, area }) => [code, ...(area === undefined ? [] : [area])]));
}

/** Name without the word for its rank, which every neighbour shares. */
function shortName(name: string): string {
  return name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Thị trấn|Phường|Xã|Vùng)\s+/u, "");
}

function rowDigits({ first, count }: PageStrip): string[] {
  return digits(count / 16).map((_, row) => `${(first / 16 + row).toString(16)}_`);
}

function digits(count: number): string[] {
  return Array.from({ length: Math.ceil(count) }, (_, digit) => digit.toString(16));
}

function digitMark(text: string): HTMLElement {
  return element("span", {}, text);
}

function slotText(slot: number): string {
  return slot.toString(16).padStart(2, "0");
}

function lengthOf(prefix: string): string {
  return `/${prefix.split("/")[1]}`;
}

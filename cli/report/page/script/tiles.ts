import type { Words } from "../words.ts";
import { countsOf, data, judged, verdictOf, type Verdict } from "./data.ts";
import { element } from "./element.ts";
import type { State } from "./fragment.ts";
import { figure, word } from "./language.ts";
import { hrefOf } from "./state.ts";

interface Tile {
  count: number;
  label: keyof Words;
  note: string;
  leadsTo: Partial<State>;
  class?: Verdict;
}

/** The province in a few numbers; each leads to what it counts. */
export function tiles(): HTMLElement {
  return element("nav", { class: "tiles", "aria-label": word("overview") }, ...tilesOf().map(tile));
}

function tilesOf(): Tile[] {
  const { agencies, policies } = data;
  const networks = agencies.flatMap((agency) => agency.networks);
  const servers = agencies.flatMap((agency) => agency.servers);
  const counts = judged.map(({ findings }) => countsOf(findings));
  const mandatory = counts.reduce((sum, each) => sum + each.mandatory, 0);
  const advice = counts.reduce((sum, each) => sum + each.advice, 0);
  const resources = judged.reduce((sum, stack) => sum + (stack.resources ?? 0), 0);
  const notMet = new Set(
    judged.flatMap(({ findings }) => findings.filter((each) => !each.waiver).map((each) => each.policy)),
  );
  const unchecked = agencies.filter((agency) => verdictOf(agency) === "unchecked").length;
  const of = (verdict: Verdict): number => agencies.filter((agency) => verdictOf(agency) === verdict).length;
  return [
    verdictTile("fails", of("fails"), word("violationCount", { count: mandatory })),
    verdictTile("advice", of("advice"), word("adviceCount", { count: advice })),
    ...(unchecked > 0 ? [verdictTile("unchecked", unchecked, "")] : []),
    listTile("agencies", agencies.length, word("resourceCount", { count: resources })),
    listTile("networks", networks.length, word("bothFamilies", { count: networks.filter(({ ipv4 }) => ipv4).length })),
    listTile(
      "servers",
      servers.length,
      word("publicCount", { count: servers.filter(({ published }) => published).length }),
    ),
    listTile("policies", policies.length, word("notMetCount", { count: notMet.size })),
  ];
}

function verdictTile(verdict: "fails" | "advice" | "unchecked", count: number, note: string): Tile {
  const label = { fails: "agenciesFail", advice: "hasAdvice", unchecked: "agenciesUnchecked" } as const;
  return { count, label: label[verdict], note, leadsTo: { list: "agencies", verdict }, class: verdict };
}

function listTile(list: NonNullable<State["list"]>, count: number, note: string): Tile {
  return { count, label: list, note, leadsTo: { list } };
}

function tile({ count, label, note, leadsTo, class: kind }: Tile): HTMLElement {
  return element(
    "a",
    {
      class: `tile ${count > 0 ? (kind ?? "") : ""}`,
      href: hrefOf({ subject: undefined, query: "", kind: "", verdict: "", ...leadsTo }),
    },
    element("b", {}, figure(count)),
    word(label),
    element("small", {}, note),
  );
}

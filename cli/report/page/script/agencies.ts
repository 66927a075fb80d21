import type { PageAgency } from "../page-data.ts";
import type { Words } from "../words.ts";
import { data, VERDICTS, verdictOf } from "./data.ts";
import { details } from "./details.ts";
import { element, row, table } from "./element.ts";
import { word } from "./language.ts";
import { matching } from "./search.ts";
import { show, state } from "./state.ts";

/** The search box, and what one may choose of. */
export function filters(): HTMLElement {
  const kinds = [...new Set(data.agencies.map(({ kind }) => kind))];
  const box = element("input", {
    id: "search",
    type: "search",
    value: state.query,
    placeholder: word("search"),
    "aria-label": word("search"),
    oninput: () => show({ query: box.value, rows: 100, area: undefined }),
  });
  return element(
    "div",
    { class: "filters" },
    box,
    select("kind", state.kind, kinds, (kind) => show({ kind, rows: 100 })),
    select("verdict", state.verdict, VERDICTS, (verdict) => show({ verdict, rows: 100 })),
  );
}

/** A choice of one or all; `change` gets an empty text for all. */
function select<Option extends keyof Words>(
  label: "kind" | "verdict",
  chosen: string,
  options: readonly Option[],
  change: (option: Option | "") => void,
): HTMLElement {
  const box = element(
    "select",
    { "aria-label": word(label), onchange: () => change(options.find((option) => option === box.value) ?? "") },
    element("option", { value: "" }, `${word(label)}: ${word("all")}`),
    ...options.map((option) => element("option", { value: option, selected: option === chosen }, word(option))),
  );
  return box;
}

/** The agencies that fit, with the open one's details. */
export function agencies(): HTMLElement[] {
  const found = matching();
  const more = found.length - state.rows;
  const columns = ["code", "name", "kind", "ipv6", "ipv4", "resources", "verdict"] as const;
  return [
    element("p", { class: "soft", id: "shown" }, word("shown", { shown: found.length, total: data.agencies.length })),
    found.length === 0
      ? element("p", {}, word("notFound"))
      : table(
          columns.map((key) => word(key)),
          found.slice(0, state.rows).flatMap(rowsOf),
        ),
    ...(more > 0 ? [moreButton(more)] : []),
  ];
}

function moreButton(count: number): HTMLElement {
  return element("button", { class: "more", onclick: () => show({ rows: state.rows + 200 }) }, word("more", { count }));
}

function rowsOf(agency: PageAgency): HTMLElement[] {
  const open = agency.code === state.agency;
  const toggle = (): void => show({ agency: open ? undefined : agency.code });
  const line = row(
    {
      class: open ? "choice open" : "choice",
      "data-agency": agency.code,
      tabindex: "0",
      onclick: toggle,
      onkeydown: (event) => event instanceof KeyboardEvent && event.key === "Enter" && toggle(),
    },
    agency.code,
    agency.name,
    word(agency.kind),
    ["address", agency.ipv6],
    ["address", agency.ipv4],
    ["number", String(agency.resources ?? "")],
    verdictText(agency),
  );
  if (!open) return [line];
  return [line, element("tr", { class: "details" }, element("td", { colspan: "7" }, ...details(agency)))];
}

function verdictText(agency: PageAgency): HTMLElement {
  const verdict = verdictOf(agency);
  const text = {
    fails: `✗ ${agency.findings.filter(({ level }) => level === "mandatory").length}`,
    advice: `! ${agency.findings.length}`,
    passes: `✓ ${word("passes")}`,
    unchecked: word("unchecked"),
  };
  return element("span", { class: `verdict ${verdict}` }, text[verdict]);
}

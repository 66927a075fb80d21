import type { Words } from "../words.ts";
import { data, VERDICTS } from "./data.ts";
import { element } from "./element.ts";
import { word } from "./language.ts";
import { isFiltered } from "./search.ts";
import { show, state } from "./state.ts";

/** The search box and what one may choose of. It stays as the page is drawn anew, and so keeps its focus. */
export function searchBar(): { bar: HTMLElement; update(): void } {
  const kinds = [...new Set(data.agencies.map(({ kind }) => kind))];
  const box = element("input", {
    id: "search",
    type: "search",
    placeholder: word("search"),
    "aria-label": word("search"),
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => show({ query: box.value, list: listFor(box.value) }, true),
    onkeydown: (event) => event instanceof KeyboardEvent && leave(event),
  });
  const kind = select("kind", kinds, (chosen) => show({ kind: chosen }));
  const verdict = select("verdict", VERDICTS, (chosen) => show({ verdict: chosen }));
  const all = element(
    "button",
    { type: "button", onclick: () => show({ query: "", kind: "", verdict: "", list: undefined }) },
    word("showAll"),
  );
  return {
    bar: element("search", { class: "filters" }, box, kind, verdict, all),
    update: () => {
      if (box.value !== state.query) box.value = state.query;
      kind.value = state.kind;
      verdict.value = state.verdict;
      all.hidden = !isFiltered() && state.list === undefined;
    },
  };
}

/** Policies are no agencies': who searches while they are listed looks for an agency. */
function listFor(query: string): typeof state.list {
  return state.list === "policies" && query !== "" ? "agencies" : state.list;
}

/** The arrow down leads from the box to the first that was found; Escape empties the box. */
function leave(event: KeyboardEvent): void {
  if (event.key === "Escape" && state.query !== "") {
    event.preventDefault();
    show({ query: "" }, true);
  }
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  document.querySelector<HTMLElement>("main a")?.focus();
}

/** A choice of one or all; `change` gets an empty text for all. */
function select<Option extends keyof Words>(
  label: "kind" | "verdict",
  options: readonly Option[],
  change: (option: Option | "") => void,
): HTMLSelectElement {
  const words: Partial<Record<keyof Words, keyof Words>> = { advice: "hasAdvice" };
  const box = element(
    "select",
    { "aria-label": word(label), onchange: () => change(options.find((option) => option === box.value) ?? "") },
    element("option", { value: "" }, `${word(label)}: ${word("all")}`),
    ...options.map((option) => element("option", { value: option }, word(words[option] ?? option))),
  );
  return box;
}

import type { PageLanguage } from "../words.ts";
import type { Verdict } from "./data.ts";

/** What the reader chose; an empty text stands for all. */
interface State {
  language: PageLanguage;
  query: string;
  kind: string;
  verdict: Verdict | "";
  /** Code of the site whose facts are open. */
  agency?: string;
  /** Code of the area whose communes are on a map of their own. */
  area?: string;
  /** How many agencies the table shows at most. */
  rows: number;
}

export const state: State = {
  language: document.documentElement.lang === "en" ? "en" : "vi",
  query: "",
  kind: "",
  verdict: "",
  rows: 100,
};

let draw = (): void => {};

/** Draws the page, now and after each `show`. */
export function drawWith(drawing: () => void): void {
  draw = drawing;
  draw();
}

/** Changes what is shown and draws it again; the search box keeps its focus. */
export function show(change: Partial<State>): void {
  Object.assign(state, change);
  const box = document.activeElement?.id === "search" ? searchBox() : undefined;
  const caret = box?.selectionStart ?? 0;
  draw();
  if (!box) return;
  searchBox()?.focus();
  searchBox()?.setSelectionRange(caret, caret);
}

function searchBox(): HTMLInputElement | undefined {
  const box = document.getElementById("search");
  return box instanceof HTMLInputElement ? box : undefined;
}

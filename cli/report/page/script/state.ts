import { fragmentOf, stateOf, type State } from "./fragment.ts";

/** The language that the page was made in. */
const own = document.documentElement.lang === "en" ? "en" : "vi";

export const state: State = stateOf(location.hash, own);

let draw = (): void => {};

/** Draws the page, now and whenever its address changes, be it by a link, by the browser's buttons or by `show`. */
export function drawWith(drawing: () => void): void {
  draw = drawing;
  addEventListener("hashchange", () => {
    Object.assign(state, stateOf(location.hash, own));
    draw();
  });
  draw();
}

/** Where a link leads that changes what is shown; the rest stays. */
export function hrefOf(change: Partial<State>): string {
  return fragmentOf({ ...state, ...change }, own);
}

/** Changes what is shown. `replace` makes no step for the browser's Back: typing is one. */
export function show(change: Partial<State>, replace = false): void {
  const href = hrefOf(change);
  Object.assign(state, change);
  if (href !== (location.hash || "#")) {
    if (replace) history.replaceState(undefined, "", href);
    else history.pushState(undefined, "", href);
  }
  draw();
}

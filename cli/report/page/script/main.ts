// Shows the page's data in the browser. All of it goes into the document as text, never as markup.
import { card } from "./card.ts";
import { data } from "./data.ts";
import { element } from "./element.ts";
import { word } from "./language.ts";
import { list } from "./lists.ts";
import { map } from "./map.ts";
import { problems } from "./problems.ts";
import { searchBar } from "./search-bar.ts";
import { isFiltered } from "./search.ts";
import { drawWith, hrefOf, show, state } from "./state.ts";
import { tiles } from "./tiles.ts";

const main = element("main");
let bar: ReturnType<typeof searchBar>;
let open: ReturnType<typeof card>;
let language = "";
let shown = "";

/** Draws what changed: the frame with a language, the parts below with what is looked for, the card with its subject. */
function draw(): void {
  const { subject: _, ...chosen } = state;
  if (language !== state.language) drawFrame();
  if (shown !== JSON.stringify(chosen)) drawMain();
  shown = JSON.stringify(chosen);
  bar.update();
  open.update();
}

function drawFrame(): void {
  language = state.language;
  document.documentElement.lang = language;
  document.title = `${word("title")} · ${data.province.name}`;
  bar = searchBar();
  open = card();
  const byButton = document.activeElement?.id === "language";
  document.getElementById("app")?.replaceChildren(header(), tiles(), bar.bar, main, open.dialog);
  if (byButton) document.getElementById("language")?.focus();
}

/** What was asked for stands above the map, so that it is seen where it was asked; without a question the map does. */
function drawMain(): void {
  const within = main.contains(document.activeElement);
  const asked = isFiltered() || state.list !== undefined;
  main.replaceChildren(...(asked ? [list(), map(), ...problems()] : [...problems(), map(), list()]));
  for (const tile of document.querySelectorAll<HTMLAnchorElement>(".tile")) {
    if (tile.hash === hrefOf({ subject: undefined }) && asked) tile.setAttribute("aria-current", "true");
    else tile.removeAttribute("aria-current");
  }
  if (within) main.querySelector<HTMLElement>("#list h2")?.focus();
}

function header(): HTMLElement {
  const { name, code, asOf, root6, root4 } = data.province;
  const other = state.language === "vi" ? "en" : "vi";
  return element(
    "header",
    {},
    element("h1", {}, `${word("title")} · ${name}`),
    element(
      "button",
      { id: "language", type: "button", lang: other, onclick: () => show({ language: other }) },
      word("language"),
    ),
    element("p", { class: "soft" }, `${code} · ${word("asOf")} ${asOf} · ${root6} · ${root4}`),
  );
}

drawWith(draw);

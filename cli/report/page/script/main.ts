// Shows the page's data in the browser. All of it goes into the document as text, never as markup.
import { agencies, filters } from "./agencies.ts";
import { data } from "./data.ts";
import { element } from "./element.ts";
import { policies, sharedFindings } from "./findings.ts";
import { word } from "./language.ts";
import { map } from "./map.ts";
import { drawWith, show, state } from "./state.ts";
import { tiles } from "./tiles.ts";

function render(): void {
  document.documentElement.lang = state.language;
  document.title = `${word("title")} · ${data.province.name}`;
  const main = element(
    "main",
    {},
    tiles(),
    ...map(),
    element("h2", {}, word("policies")),
    policies(),
    ...sharedFindings(),
    element("h2", {}, word("agencies")),
    filters(),
    ...agencies(),
  );
  document.getElementById("app")?.replaceChildren(header(), main);
}

function header(): HTMLElement {
  const { name, code, asOf, root6, root4 } = data.province;
  const other = state.language === "vi" ? "en" : "vi";
  return element(
    "header",
    {},
    element("h1", {}, `${word("title")} · ${name}`),
    element("span", { class: "soft" }, `${code} · ${word("asOf")} ${asOf} · ${root6} · ${root4}`),
    element("span", { class: "grow" }),
    element("button", { id: "language", lang: other, onclick: () => show({ language: other }) }, word("language")),
  );
}

drawWith(render);

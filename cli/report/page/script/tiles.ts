import type { Words } from "../words.ts";
import { data } from "./data.ts";
import { element } from "./element.ts";
import { word } from "./language.ts";
import { state } from "./state.ts";

/** The province in six numbers. */
export function tiles(): HTMLElement {
  const stacks = [...data.agencies, ...data.others];
  const findings = stacks.flatMap((stack) => stack.findings);
  const violations = findings.filter(({ level }) => level === "mandatory").length;
  return element(
    "div",
    { class: "tiles" },
    tile("agencies", data.agencies.length),
    tile("networks", data.agencies.flatMap(({ networks }) => networks).length),
    tile("servers", data.agencies.flatMap(({ servers }) => servers).length),
    tile(
      "resources",
      stacks.reduce((total, { resources = 0 }) => total + resources, 0),
    ),
    tile("violations", violations, violations > 0),
    tile("advice", findings.length - violations),
  );
}

function tile(label: keyof Words, value: number, bad = false): HTMLElement {
  const number = element("b", {}, value.toLocaleString(state.language));
  return element("div", { class: bad ? "tile bad" : "tile" }, number, word(label));
}

import type { Text } from "../../../../model/text.ts";
import type { PageLanguage, Words } from "../words.ts";
import { embedded } from "./data.ts";
import { element, type Content } from "./element.ts";
import { state } from "./state.ts";

const words = embedded("words") as Record<PageLanguage, Words>;

/** The text of that key in the language chosen, with values for its holes such as `{total}`. */
export function word(key: keyof Words, values: Record<string, string | number> = {}): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, typeof value === "number" ? figure(value) : value),
    words[state.language][key],
  );
}

const formats = { en: new Intl.NumberFormat("en"), vi: new Intl.NumberFormat("vi") };

/** A number as the language writes it. */
export function figure(value: number): string {
  return formats[state.language].format(value);
}

/** A text of the data in the language chosen. */
export function said(text: Text): string {
  return text[state.language];
}

/** The same as elements: what stands in backticks is code. */
export function told(text: Text): Content[] {
  return said(text)
    .split("`")
    .map((part, index, { length }) => (index % 2 === 1 && index < length - 1 ? element("code", {}, part) : part));
}

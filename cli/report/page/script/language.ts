import type { PageLanguage, Words } from "../words.ts";
import { embedded } from "./data.ts";
import { state } from "./state.ts";

const words = embedded("words") as Record<PageLanguage, Words>;

/** The text of that key in the language chosen, with values for its holes such as `{total}`. */
export function word(key: keyof Words, values: Record<string, string | number> = {}): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    words[state.language][key],
  );
}

/** Languages in which the toolkit speaks to people. */
export type Language = "en" | "vi";

/** One message in both languages, side by side so that neither goes stale. */
export interface Text {
  en: string;
  vi: string;
}

export const LANGUAGES: readonly Language[] = ["en", "vi"];

/** The language that `PROVINCE_LANG` names; English without it. */
export function languageOf(environment: NodeJS.ProcessEnv = process.env): Language {
  return environment["PROVINCE_LANG"] === "vi" ? "vi" : "en";
}

/** `a, b or c` in both languages. */
export function oneOf(names: readonly string[]): Text {
  return { en: joined(names, "or"), vi: joined(names, "hoặc") };
}

function joined(names: readonly string[], word: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1)}`;
}

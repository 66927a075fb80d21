/** Languages in which the policies speak to people. */
export type Language = "en" | "vi";

/** One message in both languages, side by side so that neither goes stale. */
export interface Text {
  en: string;
  vi: string;
}

/** A name, a number or a code word is the same in both languages. */
export function bothOf(said: string | Text): Text {
  return typeof said === "string" ? { en: said, vi: said } : said;
}

/** `a, b and c` in both languages, in the order given; a plain word is the same in both. */
export function listed(words: readonly (string | Text)[], last: Text = { en: "and", vi: "và" }): Text {
  return { en: joined(words, "en", last), vi: joined(words, "vi", last) };
}

/** As the first word of a sentence. */
export function capitalized({ en, vi }: Text): Text {
  return { en: en.charAt(0).toUpperCase() + en.slice(1), vi: vi.charAt(0).toUpperCase() + vi.slice(1) };
}

/** `a, b, c` in both languages. */
export function commaSeparated(words: readonly (string | Text)[]): Text {
  const all = words.map(bothOf);
  return { en: all.map(({ en }) => en).join(", "), vi: all.map(({ vi }) => vi).join(", ") };
}

function joined(words: readonly (string | Text)[], language: Language, last: Text): string {
  const all = words.map((word) => bothOf(word)[language]);
  return all.length < 2 ? (all[0] ?? NONE[language]) : `${all.slice(0, -1).join(", ")} ${last[language]} ${all.at(-1)}`;
}

const NONE: Text = { en: "none", vi: "không có" };

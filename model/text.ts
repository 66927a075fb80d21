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
/** A message in the language that this process speaks. */
export function say(text: Text): string {
  return text[languageOf()];
}

/** Receives a line at a time about what is happening now. */
export type Progress = (message: Text) => void;

/** What `make` says in each language: `inBoth((language) => parts.map((part) => part[language]).join())`. */
export function inBoth(make: (language: Language) => string): Text {
  return { en: make("en"), vi: make("vi") };
}

/** A text, or words that are the same in both languages: names, numbers, what others say in their own language. */
export function asText(words: string | Text): Text {
  return typeof words === "string" ? { en: words, vi: words } : words;
}

/** Texts one a line. */
export function linesOf(texts: readonly Text[]): Text {
  return inBoth((language) => texts.map((text) => text[language]).join("\n"));
}

/** For JSON.stringify: says what is said in both languages in English, since programs compare the words. */
export function englishReplacer(_key: string, value: unknown): unknown {
  const isText = typeof value === "object" && value !== null && Object.keys(value).join() === "en,vi";
  return isText ? (value as Text).en : value;
}

/** A line, and below it the items of a list, each on its own line. */
export function listText(introduction: Text, items: readonly (string | Text)[]): Text {
  return inBoth((language) =>
    [introduction[language], ...items.map((item) => ` - ${asText(item)[language]}`)].join("\n"),
  );
}

/** An error that says in both languages what happened and what to do; its message is the English one. */
export class TextError extends Error {
  override name = "TextError";
  readonly text: Text;

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}

/** What an error says: ours in both languages, that of others as they say it. */
export function textOf(error: unknown): Text {
  if (error instanceof TextError) return error.text;
  return asText(error instanceof Error ? error.message : String(error));
}

/** `a, b or c` in both languages. */
export function oneOf(names: readonly string[]): Text {
  return { en: joined(names, "or"), vi: joined(names, "hoặc") };
}

function joined(names: readonly string[], word: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1)}`;
}

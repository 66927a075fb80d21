import words from "./words.json" with { type: "json" };

export type PageLanguage = "vi" | "en";

export type Words = typeof words.vi;

/** Every text of the page. Zone names and names of units are official terms and stay Vietnamese in both. */
export const WORDS: Record<PageLanguage, Words> = words;

import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { knownText, listOf, recordOf } from "../../resources/inputs.ts";

/** A text that a guest receives. Whoever reports on it names the input and the line, never the text. */
export interface GuestText {
  /** `userData`, `metadata.region`, `personalities[0].content`. */
  input: string;
  text: string;
}

/** User data, metadata and files of a server, as far as they are known. */
export function guestTexts(server: JudgedResource): GuestText[] {
  const texts: GuestText[] = [];
  const add = (input: string, value: unknown) => {
    const text = knownText(value);
    if (text !== undefined) texts.push({ input, text: decoded(text) });
  };
  add("userData", server.inputs["userData"]);
  for (const [key, value] of Object.entries(recordOf(server.inputs["metadata"]) ?? {})) add(`metadata.${key}`, value);
  const files = listOf(server.inputs["personalities"]);
  if (files !== UNKNOWN)
    files.forEach((file, index) => add(`personalities[${index}].content`, recordOf(file)?.["content"]));
  return texts;
}

/** The provider takes user data plain or in base64. */
function decoded(text: string): string {
  const packed = text.replaceAll(/\s/g, "");
  if (packed.length < 16 || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return text;
  const plain = Buffer.from(packed, "base64").toString("utf8");
  // A hash or a word may look like base64 too: only a text counts as decoded.
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary data from a text
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(plain) ? text : plain;
}

interface LineMatch {
  line: number;
  match: RegExpMatchArray;
}

// Servers of one template receive the same text, in every stack: each is searched once.
const searched = new WeakMap<RegExp, Map<string, LineMatch[]>>();
const REMEMBERED_TEXTS = 64;

/** Matches of a pattern with their 1-based lines. */
export function matchesByLine(text: string, pattern: RegExp): readonly LineMatch[] {
  const byText = searched.get(pattern) ?? new Map<string, LineMatch[]>();
  searched.set(pattern, byText);
  const known = byText.get(text);
  if (known) return known;
  const matches = text
    .split("\n")
    .flatMap((line, index) => [...line.matchAll(pattern)].map((match) => ({ line: index + 1, match })));
  if (byText.size >= REMEMBERED_TEXTS) byText.clear();
  byText.set(text, matches);
  return matches;
}

import type { JudgedResource } from "../../policy.ts";
import { knownList, knownText, recordOf } from "../inputs.ts";
import { unpacked } from "./unpacked.ts";

/** A text that a guest receives. Whoever reports on it names the input and the line, never the text. */
export interface GuestText {
  /** `userData`, `metadata.region`, `personalities[0].content`. */
  input: string;
  text: string;
}

/** User data, metadata and files of a server, as far as they are known. */
export function guestTexts(server: JudgedResource): GuestText[] {
  const texts = textsIn("userData", server.inputs["userData"]);
  texts.push(...textsIn("metadata", server.inputs["metadata"]));
  knownList(server.inputs["personalities"]).forEach((file, index) =>
    texts.push(...textsIn(`personalities[${index}].content`, recordOf(file)?.["content"])),
  );
  return texts;
}

/** The text of an input, or those of a map under its keys, as far as they are known. */
export function textsIn(input: string, value: unknown): GuestText[] {
  const text = knownText(value);
  if (text !== undefined) return [{ input, text }];
  return Object.entries(recordOf(value) ?? {}).flatMap(([key, element]) => textsIn(`${input}.${key}`, element));
}

/** What a search finds in a text, by its offset. */
export interface Found {
  offset: number;
  /** What may be shown of it; never a secret. */
  shown?: string;
}

export type Search = (text: string) => readonly Found[];

/** One finding in a text as it was written. */
export interface Place {
  /** From 1; of what lies packed in the text the line on which it begins. */
  line: number;
  shown: string;
}

// Servers of one template receive the same text, in every stack: each is searched once.
const searched = new WeakMap<Search, Map<string, readonly Place[]>>();
const REMEMBERED_TEXTS = 64;

/** What a search finds in a text and in what is packed in it, each place once, in the order of lines. */
export function placesOf(text: string, search: Search): readonly Place[] {
  const byText = searched.get(search) ?? new Map<string, readonly Place[]>();
  searched.set(search, byText);
  const known = byText.get(text);
  if (known) return known;
  const places = allPlaces(text, search);
  if (byText.size >= REMEMBERED_TEXTS) byText.clear();
  byText.set(text, places);
  return places;
}

function allPlaces(text: string, search: Search): Place[] {
  const whole = wholly(text);
  // A text that is packed as a whole is what its lines are counted in.
  if (whole !== undefined) return allPlaces(whole, search);
  const found = [
    ...search(text),
    ...unpacked(text).flatMap(({ text: inner, offset }) => search(inner).map((each) => ({ ...each, offset }))),
  ];
  const places = found.map(({ offset, shown = "" }) => ({ line: lineAt(text, offset), shown }));
  const distinct = new Map(places.map((place) => [`${place.line} ${place.shown}`, place]));
  return [...distinct.values()].toSorted((a, b) => a.line - b.line);
}

/** The text behind one that is all base64: the provider takes user data plain or so. */
function wholly(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(text)) return undefined;
  return unpacked(text).find(({ offset }) => text.slice(0, offset).trim() === "")?.text;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

import type { PageLanguage } from "../words.ts";
import type { Verdict } from "./data.ts";

export const LISTS = ["agencies", "networks", "servers", "policies"] as const;

export type List = (typeof LISTS)[number];

/** What the reader chose; all of it stands in the fragment of the page's address, so that each view has a link. */
export interface State {
  language: PageLanguage;
  /** Whose card is open: a code of a site, an address, a prefix, a policy's id or a stack. */
  subject?: string;
  query: string;
  /** A kind of agency, and a verdict; an empty text stands for all. */
  kind: string;
  verdict: Verdict | "";
  /** What is listed, where the reader chose it. */
  list?: List;
}

const VERDICT_NAMES: readonly string[] = ["fails", "advice", "passes", "unchecked"] satisfies Verdict[];

/** The fragment with its `#` that leads to a state: `#stttt`, `#3fff:38:60::/48`, `#list=servers&find=dmz`. */
export function fragmentOf({ subject, query, kind, verdict, list, language }: State, own: PageLanguage): string {
  const chosen = { list, kind, verdict, find: query, lang: language === own ? "" : language };
  const parts = Object.entries(chosen).flatMap(([key, value]) => (value ? [`${key}=${encoded(value)}`] : []));
  return `#${[...(subject ? [encoded(subject)] : []), ...parts].join("&")}`;
}

/** The state that a fragment leads to, whoever wrote it; `own` is the language that the page was made in. */
export function stateOf(fragment: string, own: PageLanguage): State {
  const parts = fragment.replace(/^#/, "").split("&").filter(Boolean);
  const chosen = new Map(
    parts.map((part) => {
      const [, key = "", value = ""] = /^(?:(list|kind|verdict|find|lang)=)?(.*)$/s.exec(part) ?? [];
      return [key, decoded(value)];
    }),
  );
  const verdict = chosen.get("verdict") ?? "";
  const lang = chosen.get("lang");
  return {
    language: lang === "vi" || lang === "en" ? lang : own,
    subject: chosen.get("") || undefined,
    query: chosen.get("find") ?? "",
    kind: chosen.get("kind") ?? "",
    verdict: VERDICT_NAMES.includes(verdict) ? (verdict as Verdict) : "",
    list: LISTS.find((list) => list === chosen.get("list")),
  };
}

/** Colons and slashes need no escape in a fragment, and a prefix is to be read in it. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

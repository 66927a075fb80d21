import type { PageAgency, PageSite } from "../page-data.ts";
import { agencyOf, communesOf, countsOf, data, verdictOf } from "./data.ts";
import { element } from "./element.ts";
import { figure, word } from "./language.ts";

/** `✗ Fails (2)`: what the policies said of a stack, by a sign, a word and a number. */
export function verdictMark(stack: Pick<PageAgency, "findings" | "resources">): HTMLElement {
  const verdict = verdictOf(stack);
  const { mandatory, advice } = countsOf(stack.findings);
  const mark = { fails: "✗", advice: "!", passes: "✓", unchecked: "–" }[verdict];
  const count = verdict === "fails" ? mandatory : verdict === "advice" ? advice : 0;
  const meant = { fails: "fails", advice: "hasAdvice", passes: "passes", unchecked: "unchecked" } as const;
  return element(
    "span",
    { class: `verdict ${verdict}` },
    `${mark} ${word(meant[verdict])}${count > 0 ? ` (${figure(count)})` : ""}`,
  );
}

/** How many findings hold back in a site's stacks, and how many of its communes fail. */
export function failuresOf(site: PageSite): { own: number; communes: number } {
  if (site.until !== undefined) return { own: 0, communes: 0 };
  const agency = agencyOf.get(site.code);
  const communes = site.kind === "area" ? (communesOf.get(site.code) ?? []) : [];
  return {
    own: agency ? countsOf(agency.findings).mandatory : 0,
    communes: communes.filter(({ code, until }) => until === undefined && fails(code)).length,
  };
}

function fails(code: string): boolean {
  const agency = agencyOf.get(code);
  return agency !== undefined && verdictOf(agency) === "fails";
}

/** Findings that hold back in stacks that are no agency's. */
export function sharedFailures(): { code: string; mandatory: number }[] {
  return data.others
    .map(({ stack, findings }) => ({ code: stack, mandatory: countsOf(findings).mandatory }))
    .filter(({ mandatory }) => mandatory > 0);
}

import type { PageFinding } from "../page-data.ts";
import { policyOf } from "./data.ts";
import { element } from "./element.ts";
import { said, told, word } from "./language.ts";
import { hrefOf } from "./state.ts";

const MARKS = { mandatory: "✗", advisory: "!", remediate: "~" } as const;

/** What the policies found in one agency's stacks, each with what the policy wants. */
export function findingsOf(findings: readonly PageFinding[]): HTMLElement[] {
  if (findings.length === 0) return [];
  return [
    element("h3", {}, word("findings"), " ", element("small", {}, String(findings.length))),
    element("ul", { class: "findings" }, ...findings.map(findingItem)),
  ];
}

function findingItem({ policy, level, message, stack, waiver }: PageFinding): HTMLElement {
  const known = policyOf.get(policy);
  const kind = waiver ? "waived" : level;
  return element(
    "li",
    { class: kind },
    element("span", { class: "level" }, `${waiver ? "○" : MARKS[level]} ${word(kind)}`),
    " ",
    element("a", { href: hrefOf({ subject: policy }) }, element("b", {}, policy), known ? ` ${said(known.title)}` : ""),
    ...(stack === undefined ? [] : [element("span", { class: "soft" }, ` · ${stack}`)]),
    element("p", {}, ...told(message)),
    ...(waiver ? [element("p", { class: "soft" }, `${word("waived")} ${said(waiver)}`)] : []),
  );
}

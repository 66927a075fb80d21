import { agencyOf, countsOf, data, judged, policyOf, verdictOf } from "./data.ts";
import { element, table, type Row } from "./element.ts";
import { figure, said, told, word } from "./language.ts";
import { verdictMark } from "./marks.ts";
import { hrefOf } from "./state.ts";
import { walkable } from "./walk.ts";

/** How many failing agencies stand above the map; a link leads to the others. */
const SHOWN = 8;

/** What is to be mended: who fails, then which policies are not met. One line when nothing is. */
export function problems(): HTMLElement[] {
  const failing = judged
    .filter((stack) => verdictOf(stack) === "fails")
    // What all share comes first.
    .toSorted((a, b) => Number(agencyOf.has(a.code)) - Number(agencyOf.has(b.code)));
  const notMet = policyRows(({ mandatory, advice }) => mandatory + advice > 0);
  if (notMet.length === 0) return [allPass()];
  return [
    ...(failing.length === 0
      ? []
      : [
          element("section", {}, element("h2", {}, word("failing")), walkable(failingTable(failing)), ...more(failing)),
        ]),
    element("section", {}, element("h2", {}, word("notMet")), walkable(policyTable(notMet))),
  ];
}

function allPass(): HTMLElement {
  const values = { stacks: data.stacks, policies: data.policies.length };
  return element("p", { class: "all-pass" }, data.stacks === 0 ? word("noneChecked") : `✓ ${word("allPass", values)}`);
}

function failingTable(failing: typeof judged): HTMLElement {
  const rows = failing.slice(0, SHOWN).map(({ code, name, ...stack }) => {
    const policies = [...new Set(stack.findings.filter(isViolation).map(({ policy }) => policy))];
    const first = stack.findings.find(isViolation);
    return {
      cells: [
        verdictMark(stack),
        element("a", { href: hrefOf({ subject: code }) }, element("b", {}, code), ` ${name ?? word("sharedStack")}`),
        { class: "soft", content: [`${policies.join(", ")}: `, ...(first ? told(first.message) : [])] },
      ],
    };
  });
  return table([word("verdict"), word("agency"), word("violations")], rows);
}

function isViolation({ level, waiver }: (typeof judged)[number]["findings"][number]): boolean {
  return level === "mandatory" && waiver === undefined;
}

function more(failing: typeof judged): HTMLElement[] {
  if (failing.length <= SHOWN) return [];
  const count = failing.filter(({ code }) => agencyOf.has(code)).length;
  const href = hrefOf({ list: "agencies", verdict: "fails", query: "", kind: "" });
  return [element("p", {}, element("a", { class: "more", href }, word("allFailing", { count })))];
}

/** How often a policy was not met, and by how many stacks. */
interface PolicyCount {
  mandatory: number;
  advice: number;
  stacks: number;
}

/** Rows of the policies that fit, the worst and most frequent first. */
export function policyRows(fits: (count: PolicyCount) => boolean = () => true): Row[] {
  const counts = new Map<string, PolicyCount>(
    [...policyOf.keys()].map((id) => [id, { mandatory: 0, advice: 0, stacks: 0 }]),
  );
  for (const { findings } of judged) {
    for (const id of new Set(findings.map(({ policy }) => policy))) {
      const { mandatory, advice } = countsOf(findings.filter(({ policy }) => policy === id));
      const before = counts.get(id) ?? { mandatory: 0, advice: 0, stacks: 0 };
      counts.set(id, {
        mandatory: before.mandatory + mandatory,
        advice: before.advice + advice,
        stacks: before.stacks + (mandatory + advice > 0 ? 1 : 0),
      });
    }
  }
  return [...counts]
    .filter(([, count]) => fits(count))
    .toSorted(([, a], [, b]) => b.mandatory - a.mandatory || b.advice - a.advice)
    .map(([id, count]) => policyRow(id, count));
}

function policyRow(id: string, { mandatory, advice, stacks }: PolicyCount): Row {
  const policy = policyOf.get(id);
  const title = policy ? ` ${said(policy.title)}` : "";
  return {
    cells: [
      element("a", { href: hrefOf({ subject: id }) }, element("b", {}, id), title),
      policy ? word(policy.level) : "",
      { class: mandatory > 0 ? "number mandatory" : "number", content: mandatory > 0 ? `✗ ${figure(mandatory)}` : "" },
      { class: advice > 0 ? "number advisory" : "number", content: advice > 0 ? `! ${figure(advice)}` : "" },
      { class: "number", content: stacks > 0 ? figure(stacks) : "" },
    ],
  };
}

/** The table of such rows. */
export function policyTable(rows: readonly Row[]): HTMLElement {
  return table([word("policy"), word("level"), word("violations"), word("advice"), word("stacks")], rows);
}

import type { StackVerdict } from "../../infra/check/stack-verdict.ts";
import { problemText } from "../../infra/repository/problem-text.ts";
import { compare } from "../../model/order.ts";
import { type CheckReport, type PlacedFinding, resourceName, unjudged, waiverWords } from "./check-report.ts";
import { countFindings, findingMark, verdict } from "./findings.ts";
import type { Place } from "./place.ts";
import { planTable } from "./plan-table.ts";
import { style } from "./style.ts";

/** How much a person gets to see without `--all`. */
const SHOWN = { table: 12, stacks: 20, places: 3 };

/**
 * The report for a person: the sum first, then policy by policy, then agency by agency, the worst first. Without `all`
 * only what matters: the agencies with the most violations, and the first places of each violation. `titles` are those
 * of the policies that found something, by id.
 */
export function checkText(
  report: CheckReport,
  options: { all?: boolean } = {},
  titles: ReadonlyMap<string, string> = new Map(),
): string {
  const limits = options.all ? { table: Infinity, stacks: Infinity, places: Infinity } : SHOWN;
  const { stacks, findings } = report;
  const ofStack = Map.groupBy(findings, ({ stack }) => stack);
  const concerned = stacks.filter(({ stack }) => ofStack.has(stack)).toSorted(byWeight);
  const shown = concerned.slice(0, limits.stacks);
  return [
    summaryLine(report),
    ...stacks.flatMap((each) => {
      const left = unjudged(each);
      return left === undefined
        ? []
        : [style(left.nothing ? "yellow" : "dim", `${each.stack}: ${left.words[report.language]}`)];
    }),
    ...(stacks.length <= limits.table ? [planTable(stacks)] : []),
    ...(findings.length > 0 ? ["", style("bold", "By policy"), ...policyLines(findings, titles)] : []),
    ...shown.flatMap(({ stack }) => ["", ...stackLines(report, stack, ofStack.get(stack) ?? [], limits.places)]),
    ...(concerned.length > shown.length
      ? ["", `… and ${count(concerned.length - shown.length, "more stack")} with findings; all of them: --all`]
      : []),
    ...notes(report),
    ...(report.waived.length > 0 ? ["", style("bold", "Waived"), ...waivedLines(report, limits.stacks)] : []),
  ].join("\n");
}

/** What is right in agencies' files and should be known: files that are not used, quotas that were raised. */
function notes({ notes: found = [], language }: CheckReport): string[] {
  if (found.length === 0) return [];
  const title = { en: "To know", vi: "Cần biết" }[language];
  return ["", style("bold", title), ...found.map((note) => `  ${problemText(note).replace("\n    ", "\n      ")}`)];
}

function waivedLines({ waived, language }: CheckReport, limit: number): string[] {
  const groups = [...Map.groupBy(waived, (finding) => `${finding.policy} ${waiverWords(finding)[language]}`)];
  return [
    ...groups
      .slice(0, limit)
      .map(([words, found]) => `  ${style("dim", `${count(found.length, "finding")} of ${words}`)}`),
    ...(groups.length > limit ? [`  … and ${count(groups.length - limit, "more waiver")} (--all)`] : []),
  ];
}

const NOTHING = { en: "nothing was judged", vi: "không có gì được đánh giá" };

/** `613 stacks, 40,212 resources: ✗ 3 mandatory, 14 advice in 9 stacks; 604 stacks pass`. */
export function summaryLine({ stacks, findings, waived, language }: CheckReport): string {
  const resources = stacks.reduce((sum, each) => sum + each.resources, 0);
  const concerned = new Set(findings.map(({ stack }) => stack)).size;
  const nothing = stacks.length > 0 && stacks.every((each) => unjudged(each)?.nothing);
  const sizes = `${count(stacks.length, "stack")}, ${count(resources, "resource")}`;
  const excepted = waived.length > 0 ? `; ${waived.length} waived` : "";
  if (concerned === 0 && nothing) return `${sizes}: ${style("yellow", NOTHING[language])}${excepted}`;
  if (concerned === 0) return `${sizes}: ${verdict(findings)}${excepted}`;
  const clean = stacks.length - concerned;
  const rest = clean > 0 ? `; ${count(clean, "stack")} without` : "";
  return `${sizes}: ${verdict(findings)} in ${count(concerned, "stack")}${rest}${excepted}`;
}

// The machine's tables of languages take longer to load than the whole report to write.
const count = (number: number, noun: string): string =>
  `${String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ",")} ${noun}${number === 1 ? "" : "s"}`;

function byWeight(a: StackVerdict, b: StackVerdict): number {
  const [first, second] = [countFindings(a.findings), countFindings(b.findings)];
  return (
    second.mandatory - first.mandatory ||
    second.remediate - first.remediate ||
    second.advisory - first.advisory ||
    compare(a.stack, b.stack)
  );
}

/** A line for each policy and level, the worst first: findings come in that order. */
const policyLines = (findings: readonly PlacedFinding[], titles: ReadonlyMap<string, string>): string[] =>
  [...Map.groupBy(findings, ({ level, policy }) => `${level} ${policy}`).values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const stacks = new Set(found.map(({ stack }) => stack)).size;
    const numbers = `${found.length} in ${count(stacks, "stack")}`;
    return [`  ${findingMark(first)} ${numbers.padEnd(18)} ${titles.get(first.policy) ?? ""}`.trimEnd()];
  });

function stackLines(
  { names, language }: CheckReport,
  stack: string,
  findings: readonly PlacedFinding[],
  places: number,
): string[] {
  const title = [style("bold", stack), names[stack] ?? ""].filter((part) => part !== "").join("  ");
  const lines = [...Map.groupBy(findings, ({ level, policy }) => `${level} ${policy}`).values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const shown = found.slice(0, places);
    const hidden = found.length - shown.length;
    return [
      `  ${findingMark(first)} ${first.message[language]}`,
      `      ${style("dim", placeText(first))}`,
      ...shown.slice(1).map((finding) => `      ${style("dim", placeText(finding))}`),
      ...(hidden > 0 ? [`      ${style("dim", `and ${hidden} more`)}`] : []),
    ];
  });
  return [title, ...lines];
}

/** `stacks/agencies/stttt.yaml:12:3  stttt-web-1`. */
const placeText = ({ place, resource }: { place: Place; resource: string }): string =>
  `${place.file}:${place.line}${place.column === undefined ? "" : `:${place.column}`}  ${resourceName(resource)}`;

import type { StackVerdict } from "../../infra/check/stack-verdict.ts";
import { problemText } from "../../infra/repository/problem-text.ts";
import { compare } from "../../model/order.ts";
import { say } from "../terminal/language.ts";
import { type CheckReport, type PlacedFinding, resourceName, unjudged, waiverWords } from "./check-report.ts";
import { countFindings, findingMark, verdict } from "./findings.ts";
import { placeWords } from "./place-words.ts";
import type { Place } from "./place.ts";
import { planTable } from "./plan-table.ts";
import { printable } from "./printable.ts";
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
        : [style(left.nothing ? "yellow" : "dim", printable(`${each.stack}: ${left.words[report.language]}`))];
    }),
    ...(stacks.length <= limits.table ? [planTable(stacks)] : []),
    ...(findings.length > 0
      ? ["", style("bold", say({ en: "By policy", vi: "Theo chính sách" })), ...policyLines(findings, titles)]
      : []),
    ...shown.flatMap(({ stack }) => ["", ...stackLines(report, stack, ofStack.get(stack) ?? [], limits.places)]),
    ...(concerned.length > shown.length
      ? [
          "",
          say({
            en: `… and ${count(concerned.length - shown.length, "more stack")} with findings; all of them: --all`,
            vi: `… và ${grouped(concerned.length - shown.length)} stack nữa có điều phát hiện; xem đủ: --all`,
          }),
        ]
      : []),
    ...(report.waived.length > 0
      ? ["", style("bold", say({ en: "Waived", vi: "Được miễn trừ" })), ...waivedLines(report, limits.stacks)]
      : []),
    ...notes(report),
  ].join("\n");
}

/** What is right in agencies' files and should be known: files that are not used, quotas that were raised. */
function notes({ notes: found = [], language }: CheckReport): string[] {
  if (found.length === 0) return [];
  const title = { en: "To know", vi: "Cần biết" }[language];
  const lines = found.flatMap((note) => problemText(note).split("\n"));
  return ["", style("bold", title), ...lines.map((line) => `  ${printable(line)}`)];
}

function waivedLines({ waived, language }: CheckReport, limit: number): string[] {
  const groups = [...Map.groupBy(waived, (finding) => `${finding.policy} ${waiverWords(finding)[language]}`)];
  return [
    ...groups
      .slice(0, limit)
      .map(([words, found]) => [printable(words), found.length] as const)
      .map(
        ([words, found]) =>
          `  ${style("dim", say({ en: `${count(found, "finding")} of ${words}`, vi: `${grouped(found)} điều phát hiện của ${words}` }))}`,
      ),
    ...(groups.length > limit
      ? [
          `  ${say({ en: `… and ${count(groups.length - limit, "more waiver")} (--all)`, vi: `… và ${grouped(groups.length - limit)} miễn trừ nữa (--all)` })}`,
        ]
      : []),
  ];
}

const NOTHING = { en: "nothing was judged", vi: "không có gì được đánh giá" };

/** `613 stacks, 40,212 resources: ✗ 3 mandatory, 14 advice in 9 stacks; 604 stacks pass`. */
export function summaryLine({ stacks, findings, waived, language }: CheckReport): string {
  const resources = stacks.reduce((sum, each) => sum + each.resources, 0);
  const concerned = new Set(findings.map(({ stack }) => stack)).size;
  const nothing = stacks.length > 0 && stacks.every((each) => unjudged(each)?.nothing);
  const sizes = say({
    en: `${count(stacks.length, "stack")}, ${count(resources, "resource")}`,
    vi: `${grouped(stacks.length)} stack, ${grouped(resources)} tài nguyên`,
  });
  const excepted =
    waived.length > 0 ? say({ en: `; ${waived.length} waived`, vi: `; ${waived.length} được miễn trừ` }) : "";
  if (concerned === 0 && nothing) return `${sizes}: ${style("yellow", NOTHING[language])}${excepted}`;
  if (concerned === 0) return `${sizes}: ${verdict(findings)}${excepted}`;
  const clean = stacks.length - concerned;
  const where = say({
    en: `in ${count(concerned, "stack")}${clean > 0 ? `; ${count(clean, "stack")} without` : ""}`,
    vi: `trong ${grouped(concerned)} stack${clean > 0 ? `; ${grouped(clean)} stack không có` : ""}`,
  });
  return `${sizes}: ${verdict(findings)} ${where}${excepted}`;
}

// The machine's tables of languages take longer to load than the whole report to write.
const grouped = (number: number): string => String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, say({ en: ",", vi: "." }));

/** In English. */
const count = (number: number, noun: string): string => `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;

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
    const numbers = say({
      en: `${found.length} in ${count(stacks, "stack")}`,
      vi: `${found.length} trong ${grouped(stacks)} stack`,
    });
    return [`  ${findingMark(first)} ${numbers.padEnd(18)} ${titles.get(first.policy) ?? ""}`.trimEnd()];
  });

function stackLines(
  { names, language }: CheckReport,
  stack: string,
  findings: readonly PlacedFinding[],
  places: number,
): string[] {
  const title = [style("bold", printable(stack)), names[stack] ?? ""].filter((part) => part !== "").join("  ");
  const lines = [...Map.groupBy(findings, ({ level, policy }) => `${level} ${policy}`).values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const shown = found.slice(0, places);
    const hidden = found.length - shown.length;
    return [
      `  ${findingMark(first)} ${printable(first.message[language])}`,
      `      ${style("dim", placeText(first))}`,
      ...shown.slice(1).map((finding) => `      ${style("dim", placeText(finding))}`),
      ...(hidden > 0 ? [`      ${style("dim", say({ en: `and ${hidden} more`, vi: `và ${hidden} nữa` }))}`] : []),
    ];
  });
  return [title, ...lines];
}

/** `stacks/agencies/stttt.yaml:12:3  stttt-web-1`. */
const placeText = ({ place, resource }: { place: Place; resource: string }): string =>
  printable(`${placeWords(place)}  ${resourceName(resource)}`);

import type { Finding } from "../../policies/policy.ts";
import { findingLines } from "../report/findings.ts";
import { style } from "../report/style.ts";
import { addressLines, changeWords, codeWords, diffTotals, resourceWords, typeCounts } from "./diff-words.ts";
import { isSame, type ProvinceDiff } from "./province-diff.ts";
import type { StackDiff } from "./stack-diff.ts";

/** How many resources of a kind and how many addresses are named without `--all`. */
const SHOWN = 8;

/** The comparison for a person: the sum, addresses, then agency by agency. */
export function diffText(diff: ProvinceDiff, options: { all?: boolean } = {}): string {
  const limit = options.all ? Infinity : SHOWN;
  const { bad, plain } = addressLines(diff);
  return [
    sumLine(diff),
    ...codeWords(diff).map((note) => style("yellow", note)),
    ...(bad.length + plain.length > 0 ? ["", style("bold", "Addresses")] : []),
    ...bad.map((line) => style("red", `  ✗ ${line}`)),
    ...capped(plain, limit).map((line) => `  ${line}`),
    ...diff.changes.flatMap((change) => ["", ...stackLines(change, limit)]),
  ].join("\n");
}

/** `main → HEAD: 2 of 613 stacks change; 4 resources added, 1 changed, 0 removed; no new violation`. */
function sumLine(diff: ProvinceDiff): string {
  const range = `${diff.base} → ${diff.head}`;
  const planned = `${diff.stacks.planned} of ${diff.stacks.all} stacks planned`;
  if (isSame(diff)) return `${style("bold", range)}: nothing changes (${planned})`;
  const totals = diffTotals(diff);
  const parts = [
    `${totals.stacks} of ${diff.stacks.all} stacks change`,
    `${totals.added} resources added, ${totals.changed} changed, ${totals.removed} removed`,
    totals.newMandatory > 0 ? style("red", `${totals.newMandatory} new mandatory`) : "no new mandatory violation",
    ...(totals.newAdvice > 0 ? [style("yellow", `${totals.newAdvice} new advice`)] : []),
    ...(totals.resolved > 0 ? [style("green", `${totals.resolved} resolved`)] : []),
    ...(totals.destructive > 0 ? [style("red", `${totals.destructive} destructive`)] : []),
  ];
  return `${style("bold", range)}: ${parts.join("; ")} (${planned})`;
}

const capped = (lines: readonly string[], limit: number): string[] =>
  lines.length <= limit ? [...lines] : [...lines.slice(0, limit), `… and ${lines.length - limit} more (--all)`];

function stackLines(diff: StackDiff, limit: number): string[] {
  const title = [style("bold", diff.stack), diff.name, diff.status === "changed" ? "" : `(${diff.status})`];
  const block = (sign: string, verb: string, resources: StackDiff["added"], words: string[]): string[] =>
    resources.length === 0
      ? []
      : [
          `  ${sign} ${resources.length} ${verb}: ${typeCounts(resources)}`,
          ...capped(words, limit).map((w) => `      ${w}`),
        ];
  return [
    title.filter((part) => part !== "").join("  "),
    ...diff.destructive.map((line) => style("red", `  ✗ ${line.en}`)),
    ...findings("new", diff.newFindings, limit),
    ...findings("resolved", diff.resolvedFindings, limit),
    ...block(style("green", "+"), "added", diff.added, diff.added.map(resourceWords)),
    ...block(style("yellow", "~"), "changed", diff.changed, diff.changed.map(changeWords)),
    ...block(style("red", "-"), "removed", diff.removed, diff.removed.map(resourceWords)),
  ];
}

const findings = (word: string, list: readonly Finding[], limit: number): string[] =>
  capped(findingLines(list, "en"), limit).map((line) => `  ${word}: ${line}`);

import { languageOf } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { findingLines } from "../report/findings.ts";
import { style } from "../report/style.ts";
import { say } from "../terminal/language.ts";
import { addressLines, STATUS, changeWords, codeWords, diffTotals, resourceWords, typeCounts } from "./diff-words.ts";
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
    ...(bad.length + plain.length > 0 ? ["", style("bold", say({ en: "Addresses", vi: "Địa chỉ" }))] : []),
    ...bad.map((line) => style("red", `  ✗ ${line}`)),
    ...capped(plain, limit).map((line) => `  ${line}`),
    ...diff.changes.flatMap((change) => ["", ...stackLines(change, limit)]),
  ].join("\n");
}

/** `main → HEAD: 2 of 613 stacks change; 4 resources added, 1 changed, 0 removed; no new violation`. */
function sumLine(diff: ProvinceDiff): string {
  const range = `${diff.base} → ${diff.head}`;
  const { all, planned: done } = diff.stacks;
  const planned = say({ en: `${done} of ${all} stacks planned`, vi: `đã lập kế hoạch ${done} trên ${all} stack` });
  if (isSame(diff))
    return `${style("bold", range)}: ${say({ en: "nothing changes", vi: "không có gì thay đổi" })} (${planned})`;
  const totals = diffTotals(diff);
  const parts = [
    say({ en: `${totals.stacks} of ${all} stacks change`, vi: `${totals.stacks} trên ${all} stack thay đổi` }),
    say({
      en: `${totals.added} resources added, ${totals.changed} changed, ${totals.removed} removed`,
      vi: `thêm ${totals.added} tài nguyên, sửa ${totals.changed}, bỏ ${totals.removed}`,
    }),
    totals.newMandatory > 0
      ? style(
          "red",
          say({ en: `${totals.newMandatory} new mandatory`, vi: `${totals.newMandatory} vi phạm bắt buộc mới` }),
        )
      : say({ en: "no new mandatory violation", vi: "không có vi phạm bắt buộc mới" }),
    ...(totals.newAdvice > 0
      ? [style("yellow", say({ en: `${totals.newAdvice} new advice`, vi: `${totals.newAdvice} khuyến nghị mới` }))]
      : []),
    ...(totals.resolved > 0
      ? [style("green", say({ en: `${totals.resolved} resolved`, vi: `${totals.resolved} đã hết` }))]
      : []),
    ...(totals.destructive > 0
      ? [style("red", say({ en: `${totals.destructive} destructive`, vi: `${totals.destructive} mất mát` }))]
      : []),
  ];
  return `${style("bold", range)}: ${parts.join("; ")} (${planned})`;
}

const capped = (lines: readonly string[], limit: number): string[] =>
  lines.length <= limit
    ? [...lines]
    : [
        ...lines.slice(0, limit),
        say({ en: `… and ${lines.length - limit} more (--all)`, vi: `… và ${lines.length - limit} nữa (--all)` }),
      ];

function stackLines(diff: StackDiff, limit: number): string[] {
  const title = [
    style("bold", diff.stack),
    diff.name,
    diff.status === "changed" ? "" : `(${say(STATUS[diff.status])})`,
  ];
  const block = (sign: string, verb: string, resources: StackDiff["added"], words: string[]): string[] =>
    resources.length === 0
      ? []
      : [
          `  ${sign} ${resources.length} ${verb}: ${typeCounts(resources)}`,
          ...capped(words, limit).map((w) => `      ${w}`),
        ];
  return [
    title.filter((part) => part !== "").join("  "),
    ...diff.destructive.map((line) => style("red", `  ✗ ${say(line)}`)),
    ...findings(say({ en: "new", vi: "mới" }), diff.newFindings, limit),
    ...findings(say({ en: "resolved", vi: "đã hết" }), diff.resolvedFindings, limit),
    ...block(style("green", "+"), say({ en: "added", vi: "thêm" }), diff.added, diff.added.map(resourceWords)),
    ...block(style("yellow", "~"), say({ en: "changed", vi: "sửa" }), diff.changed, diff.changed.map(changeWords)),
    ...block(style("red", "-"), say({ en: "removed", vi: "bỏ" }), diff.removed, diff.removed.map(resourceWords)),
  ];
}

const findings = (word: string, list: readonly Finding[], limit: number): string[] =>
  capped(findingLines(list, languageOf()), limit).map((line) => `  ${word}: ${line}`);

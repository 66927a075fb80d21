import { stripVTControlCharacters } from "node:util";
import type { Text } from "../../model/text.ts";
import { say } from "../terminal/language.ts";
import { addressLines, changeWords, codeWords, diffTotals, resourceWords, typeCounts } from "./diff-words.ts";
import { isRefused, isSame, type ProvinceDiff } from "./province-diff.ts";
import type { StackDiff } from "./stack-diff.ts";

/** GitHub refuses comments above 65,536 characters, GitLab above a million. */
const LONGEST = 60_000;
/** Lines of one kind for one agency. */
const SHOWN = 20;

/** In Markdown and in the HTML that it may hold, some characters are not themselves. */
const plain = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/([\\`*_[\]|~#])/g, "\\$1")
    .replaceAll(/\s+/g, " ");

/** As code, where only the backtick ends it. */
const code = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;

/** The comparison as a comment on a pull request: verdict and table first, details folded; never too long for one. */
export function diffMarkdown(diff: ProvinceDiff): string {
  const head = [
    `### ${isRefused(diff) ? "❌" : "✅"} What changes from ${code(diff.base)} to ${code(diff.head)}`,
    ...(isSame(diff)
      ? [`Nothing: ${diff.stacks.planned} of ${diff.stacks.all} stacks had other inputs, and all make the same.`]
      : [sums(diff), ...(diff.changes.length > 0 ? [table(diff.changes)] : [])]),
    ...codeWords(diff).map((note) => `> ${plain(note)}`),
    ...addresses(diff),
  ].join("\n\n");
  const sections: string[] = [];
  let length = head.length;
  for (const change of diff.changes) {
    const section = details(change);
    if (length + section.length > LONGEST) break;
    sections.push(section);
    length += section.length + 2;
  }
  const left = diff.changes.length - sections.length;
  const rest = left > 0 ? [`… and the details of ${left} more stacks: ${code(`province diff ${diff.base}..`)}`] : [];
  return `${[cut(head), ...sections, ...rest].join("\n\n")}\n`;
}

/** Why there is no comparison, as a comment on the same pull request. */
export function refusalMarkdown(range: string, why: Text): string {
  const words = say(why).replaceAll("```", "'''");
  const title = say({
    en: `What changes in ${code(range)} can't be told`,
    vi: `Không so được thay đổi trong ${code(range)}`,
  });
  return `### ❌ ${title}\n\n\`\`\`text\n${cut(stripVTControlCharacters(words))}\n\`\`\`\n`;
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}\n\n…` : text);

function sums(diff: ProvinceDiff): string {
  const totals = diffTotals(diff);
  return [
    `**${totals.stacks}** of ${diff.stacks.all} stacks change:`,
    `**${totals.added}** resources added, **${totals.changed}** changed, **${totals.removed}** removed;`,
    `**${totals.newMandatory}** new mandatory violations, ${totals.newAdvice} new advice, ${totals.resolved} resolved,`,
    `**${totals.destructive}** destructive.`,
  ].join(" ");
}

/** Stacks in the table of the head; more would push the rest out of the comment. */
const ROWS = 100;

const table = (changes: readonly StackDiff[]): string =>
  [
    "| stack | agency | added | changed | removed | new | resolved | destructive |",
    "| --- | --- | --: | --: | --: | --: | --: | --: |",
    ...changes.slice(0, ROWS).map((diff) => {
      const lists = [diff.added, diff.changed, diff.removed, diff.newFindings, diff.resolvedFindings, diff.destructive];
      return `| ${code(diff.stack)} | ${plain(diff.name)} | ${lists.map((list) => list.length).join(" | ")} |`;
    }),
    ...(changes.length > ROWS ? [`| … | ${changes.length - ROWS} more | | | | | | |`] : []),
  ].join("\n");

function addresses(diff: ProvinceDiff): string[] {
  const { bad, plain: lines } = addressLines(diff);
  return [
    ...(bad.length > 0 ? [list(bad.map((line) => `❌ ${plain(line)}`))] : []),
    ...(lines.length > 0 ? [folded(`Addresses: ${lines.length} changes`, list(lines.map(code)))] : []),
  ];
}

function details(diff: StackDiff): string {
  const block = (verb: string, resources: StackDiff["added"], words: string[]): string[] =>
    resources.length === 0 ? [] : [`**${verb}:** ${typeCounts(resources)}`, list(words.map(code))];
  const parts = [
    ...(diff.destructive.length > 0 ? [list(diff.destructive.map((line) => `❌ ${plain(line.en)}`))] : []),
    ...findings("New", diff.newFindings),
    ...findings("Resolved", diff.resolvedFindings),
    ...block("Added", diff.added, diff.added.map(resourceWords)),
    ...block("Changed", diff.changed, diff.changed.map(changeWords)),
    ...block("Removed", diff.removed, diff.removed.map(resourceWords)),
  ];
  const status = diff.status === "changed" ? "" : ` (${diff.status})`;
  return folded(`${diff.stack} ${diff.name}${status}`, parts.join("\n\n"));
}

const findings = (title: string, found: StackDiff["newFindings"]): string[] =>
  found.length === 0
    ? []
    : [`**${title}:**`, list(found.map(({ policy, level, message }) => `${policy} (${level}) ${plain(message.en)}`))];

const list = (items: readonly string[]): string =>
  [
    ...items.slice(0, SHOWN).map((item) => `- ${item}`),
    ...(items.length > SHOWN ? [`- … and ${items.length - SHOWN} more`] : []),
  ].join("\n");

const folded = (summary: string, body: string): string =>
  `<details><summary>${plain(summary)}</summary>\n\n${body}\n\n</details>`;

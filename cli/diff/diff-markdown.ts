import { stripVTControlCharacters } from "node:util";
import type { Text } from "../../model/text.ts";
import { type FoundAt, LEVEL_RANK, LEVEL_TERMS } from "../report/findings.ts";
import { placeWords } from "../report/place-words.ts";
import { say } from "../terminal/language.ts";
import { addressLines, STATUS, changeWords, codeWords, diffTotals, resourceWords, typeCounts } from "./diff-words.ts";
import { isRefused, isSame, type ProvinceDiff } from "./province-diff.ts";
import { isRefusedStack, type StackDiff } from "./stack-diff.ts";

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
    `### ${isRefused(diff) ? "❌" : "✅"} ${say({
      en: `What changes from ${code(diff.base)} to ${code(diff.head)}`,
      vi: `Thay đổi từ ${code(diff.base)} đến ${code(diff.head)}`,
    })}`,
    ...(isSame(diff)
      ? [
          say({
            en: `Nothing: ${diff.stacks.planned} of ${diff.stacks.all} stacks had other inputs, and all make the same.`,
            vi: `Không có gì: ${diff.stacks.planned} trên ${diff.stacks.all} stack có đầu vào khác, và đều tạo như cũ.`,
          }),
        ]
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
  const rest =
    left > 0
      ? [
          say({
            en: `… and the details of ${left} more stacks: ${code(`province diff ${diff.base}..`)}`,
            vi: `… và chi tiết của ${left} stack nữa: ${code(`province diff ${diff.base}..`)}`,
          }),
        ]
      : [];
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
  const { stacks, added, changed, removed, newMandatory, newAdvice, resolved, destructive } = totals;
  return say({
    en:
      `**${stacks}** of ${diff.stacks.all} stacks change: **${added}** resources added, **${changed}** changed, **${removed}** removed; ` +
      `**${newMandatory}** new mandatory violations, ${newAdvice} new advice, ${resolved} resolved, **${destructive}** destructive.`,
    vi:
      `**${stacks}** trên ${diff.stacks.all} stack thay đổi: thêm **${added}** tài nguyên, sửa **${changed}**, bỏ **${removed}**; ` +
      `**${newMandatory}** vi phạm bắt buộc mới, ${newAdvice} khuyến nghị mới, ${resolved} đã hết, **${destructive}** mất mát.`,
  });
}

/** Stacks in the table of the head; more would push the rest out of the comment. */
const ROWS = 100;

const table = (changes: readonly StackDiff[]): string =>
  [
    say({
      en: "| stack | agency | added | changed | removed | new | resolved | destructive |",
      vi: "| stack | cơ quan | thêm | sửa | bỏ | mới | đã hết | mất mát |",
    }),
    "| --- | --- | --: | --: | --: | --: | --: | --: |",
    ...changes.slice(0, ROWS).map((diff) => {
      const lists = [diff.added, diff.changed, diff.removed, diff.newFindings, diff.resolvedFindings, diff.destructive];
      return `| ${code(diff.stack)} | ${plain(diff.name)} | ${lists.map((list) => list.length).join(" | ")} |`;
    }),
    ...(changes.length > ROWS
      ? [`| … | ${say({ en: `${changes.length - ROWS} more`, vi: `${changes.length - ROWS} nữa` })} | | | | | | |`]
      : []),
  ].join("\n");

function addresses(diff: ProvinceDiff): string[] {
  const { bad, plain: lines } = addressLines(diff);
  return [
    ...(bad.length > 0 ? [list(bad.map((line) => `❌ ${plain(line)}`))] : []),
    ...(lines.length > 0
      ? [
          folded(
            say({ en: `Addresses: ${lines.length} changes`, vi: `Địa chỉ: ${lines.length} thay đổi` }),
            list(lines.map(code)),
          ),
        ]
      : []),
  ];
}

function details(diff: StackDiff): string {
  const block = (verb: string, resources: StackDiff["added"], words: string[]): string[] =>
    resources.length === 0 ? [] : [`**${verb}:** ${typeCounts(resources)}`, list(words.map(code))];
  const parts = [
    ...(diff.destructive.length > 0 ? [list(diff.destructive.map((line) => `❌ ${plain(say(line))}`))] : []),
    ...findings(say({ en: "New", vi: "Mới" }), diff.newFindings),
    ...findings(say({ en: "Resolved", vi: "Đã hết" }), diff.resolvedFindings),
    ...block(say({ en: "Added", vi: "Thêm" }), diff.added, diff.added.map(resourceWords)),
    ...block(say({ en: "Changed", vi: "Sửa" }), diff.changed, diff.changed.map(changeWords)),
    ...block(say({ en: "Removed", vi: "Bỏ" }), diff.removed, diff.removed.map(resourceWords)),
  ];
  const status = diff.status === "changed" ? "" : ` (${say(STATUS[diff.status])})`;
  const refused = isRefusedStack(diff);
  return folded(`${refused ? "❌ " : ""}${diff.stack} ${diff.name}${status}`, parts.join("\n\n"), refused);
}

const findings = (title: string, found: readonly FoundAt[]): string[] =>
  found.length === 0
    ? []
    : [
        `**${title}:**`,
        list(
          found
            .toSorted((a, b) => LEVEL_RANK[a.level] - LEVEL_RANK[b.level])
            .map(({ policy, level, message, place }) => {
              const where = place === undefined ? "" : `${code(placeWords(place))} `;
              return `${where}${policy} (${say(LEVEL_TERMS[level])}) ${plain(say(message))}`;
            }),
        ),
      ];

const list = (items: readonly string[]): string =>
  [
    ...items.slice(0, SHOWN).map((item) => `- ${item}`),
    ...(items.length > SHOWN
      ? [`- ${say({ en: `… and ${items.length - SHOWN} more`, vi: `… và ${items.length - SHOWN} nữa` })}`]
      : []),
  ].join("\n");

/** Details that a click opens; open already where they keep the change from landing. */
const folded = (summary: string, body: string, open = false): string =>
  `<details${open ? " open" : ""}><summary>${plain(summary)}</summary>\n\n${body}\n\n</details>`;

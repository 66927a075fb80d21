import { compare } from "../../model/order.ts";
import type { Language, Text } from "../../policies/messages/text.ts";
import type { Finding, Level } from "../../policies/policy.ts";
import { say } from "../terminal/language.ts";
import { placeWords } from "./place-words.ts";
import type { Place } from "./place.ts";
import { printable } from "./printable.ts";
import { style } from "./style.ts";

const mark = { mandatory: "✗", advisory: "!", remediate: "~" } as const;
const colour = { mandatory: "red", advisory: "yellow", remediate: "cyan" } as const;
/** A level as people say it. */
export const LEVEL_TERMS: Readonly<Record<Level, Text>> = {
  mandatory: { en: "mandatory", vi: "bắt buộc" },
  remediate: { en: "remediate", vi: "tự sửa" },
  advisory: { en: "advisory", vi: "khuyến nghị" },
};
/** Levels in order of weight, the worst first. */
export const LEVEL_RANK = { mandatory: 0, remediate: 1, advisory: 2 } as const;

/** How many findings of each level there are. */
export function countFindings(findings: readonly Finding[]): Record<Level, number> {
  const counts = { mandatory: 0, remediate: 0, advisory: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

/** `✗ NET-01` in the colour of its level. */
export function findingMark({ level, policy }: Pick<Finding, "level" | "policy">): string {
  return style(colour[level], `${mark[level]} ${policy}`);
}

/** A finding, and where a reader can act if that is known. */
export type FoundAt = Finding & { place?: Place };

/** Findings one a line, the worst first, each with its place. */
export function findingLines(findings: readonly FoundAt[], language: Language): string[] {
  return findings
    .toSorted((a, b) => LEVEL_RANK[a.level] - LEVEL_RANK[b.level] || compare(a.policy, b.policy))
    .map((finding) =>
      [
        findingMark(finding),
        printable(finding.message[language]),
        ...(finding.place ? [style("dim", placeWords(finding.place))] : []),
      ].join(" "),
    );
}

/** `no violations`, or the counts. */
export function verdict(findings: readonly Finding[]): string {
  const { mandatory, advisory, remediate } = countFindings(findings);
  if (mandatory + advisory + remediate === 0)
    return style("green", `✓ ${say({ en: "every policy passes", vi: "mọi chính sách đều đạt" })}`);
  const parts = [
    mandatory > 0 ? style("red", say({ en: `${mandatory} mandatory`, vi: `${mandatory} bắt buộc` })) : "",
    remediate > 0 ? style("cyan", say({ en: `${remediate} to repair`, vi: `${remediate} tự sửa` })) : "",
    advisory > 0 ? style("yellow", say({ en: `${advisory} advice`, vi: `${advisory} khuyến nghị` })) : "",
  ].filter((part) => part !== "");
  return `${mandatory > 0 ? style("red", "✗") : style("green", "✓")} ${parts.join(", ")}`;
}

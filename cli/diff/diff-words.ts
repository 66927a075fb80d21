import { UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import { compare } from "../../model/order.ts";
import type { Text } from "../../model/text.ts";
import { countFindings } from "../report/findings.ts";
import { say } from "../terminal/language.ts";
import type { ProvinceDiff } from "./province-diff.ts";
import type { InputChange, ResourceRef, StackDiff } from "./stack-diff.ts";

/** What became of a stack as a whole. */
export const STATUS: Readonly<Record<StackDiff["status"], Text>> = {
  added: { en: "added", vi: "thêm" },
  removed: { en: "removed", vi: "bỏ" },
  changed: { en: "changed", vi: "sửa" },
};

/** `Instance stttt-web-1`. */
export function resourceWords({ type, name }: ResourceRef): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

/** Longest value that is shown; of longer ones, only that they differ. */
const SHORT = 48;

/** `flavorId small → large`, `tags -stage=pilot +stage=verified`, or `userData (changed)`. */
function inputWords({ key, ...change }: InputChange): string {
  if (isTexts(change.before) && isTexts(change.after)) {
    const { before: old, after: current } = change;
    const gone = old.filter((item) => !current.includes(item)).map((item) => `-${item}`);
    const come = current.filter((item) => !old.includes(item)).map((item) => `+${item}`);
    const words = [...gone, ...come].join(" ");
    if (words !== "" && words.length <= 2 * SHORT) return `${key} ${words}`;
  }
  const [before, after] = [valueWords(change.before), valueWords(change.after)];
  if (before.length > SHORT || after.length > SHORT) return `${key} (${say({ en: "changed", vi: "đã sửa" })})`;
  return `${key} ${before} → ${after}`;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

function valueWords(value: unknown): string {
  if (value === undefined) return say({ en: "none", vi: "không có" });
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll(UNKNOWN_SENTINEL, say({ en: "(known later)", vi: "(biết sau)" }));
}

/** The same of a changed resource, with its inputs. */
export function changeWords(change: StackDiff["changed"][number]): string {
  return `${resourceWords(change)}: ${change.inputs.map(inputWords).join(", ")}`;
}

/** Resources by type with their number, the most first: `12 SecGroupRule, 2 Subnet`. */
export function typeCounts(resources: readonly ResourceRef[]): string {
  return [...Map.groupBy(resources, ({ type }) => type.split(":").at(-1) ?? type)]
    .toSorted(([a, x], [b, y]) => y.length - x.length || compare(a, b))
    .map(([type, all]) => `${all.length} ${type}`)
    .join(", ");
}

/** The sums over all stacks. */
export function diffTotals({ changes }: ProvinceDiff) {
  const sum = (count: (diff: StackDiff) => number): number => changes.reduce((total, diff) => total + count(diff), 0);
  const { mandatory, advisory, remediate } = countFindings(changes.flatMap(({ newFindings }) => newFindings));
  return {
    stacks: changes.length,
    added: sum(({ added }) => added.length),
    changed: sum(({ changed }) => changed.length),
    removed: sum(({ removed }) => removed.length),
    newMandatory: mandatory,
    newAdvice: advisory + remediate,
    resolved: sum(({ resolvedFindings }) => resolvedFindings.length),
    destructive: sum(({ destructive }) => destructive.length),
  };
}

/** What the comparison did not look at; nothing when it saw all. */
export function codeWords({ code, base }: ProvinceDiff): string[] {
  if (code !== "ignored") return [];
  return [
    say({
      en: `The code differs too; only stacks/ were compared, both planned with the code of this checkout. To plan ${base} with its own: --code`,
      vi: `Mã nguồn cũng khác; chỉ so sánh stacks/, cả hai lập kế hoạch bằng mã của bản này. Để lập kế hoạch ${base} bằng mã của nó: --code`,
    }),
  ];
}

/** A line for each fact about addresses, the worst first. */
export function addressLines({ addresses }: ProvinceDiff): { bad: string[]; plain: string[] } {
  return {
    bad: [
      ...addresses.rewritten.map((line) =>
        say({
          en: `the ledger lost or rewrote the line ${line}; it only grows (AP-07)`,
          vi: `sổ cấp phát mất hoặc sửa dòng ${line}; sổ chỉ được ghi thêm (AP-07)`,
        }),
      ),
      ...addresses.renumbered.map(({ site, before, after }) =>
        say({
          en: `${site} would be renumbered from ${before} to ${after}; nobody active is (AP-12)`,
          vi: `${site} sẽ bị đổi địa chỉ từ ${before} sang ${after}; không đơn vị đang hoạt động nào bị đổi (AP-12)`,
        }),
      ),
    ],
    plain: [
      ...addresses.retired.map(({ site, ipv6, ipv4 }) => `- ${site}  ${ipv6}  ${ipv4}`),
      ...addresses.added.map(({ event, site, name, ipv6, ipv4, document }) =>
        ["+", event, site, name, ipv6, ipv4, document].filter((word) => word !== "").join("  "),
      ),
    ],
  };
}

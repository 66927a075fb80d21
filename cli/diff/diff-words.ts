import { UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import { compare } from "../../model/order.ts";
import { countFindings } from "../report/findings.ts";
import type { ProvinceDiff } from "./province-diff.ts";
import type { InputChange, ResourceRef, StackDiff } from "./stack-diff.ts";

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
  if (before.length > SHORT || after.length > SHORT) return `${key} (changed)`;
  return `${key} ${before} → ${after}`;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

function valueWords(value: unknown): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll(UNKNOWN_SENTINEL, "(known later)");
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
    `The code differs too; only stacks/ were compared, both planned with the code of this checkout. To plan ${base} with its own: --code`,
  ];
}

/** A line for each fact about addresses, the worst first. */
export function addressLines({ addresses }: ProvinceDiff): { bad: string[]; plain: string[] } {
  return {
    bad: [
      ...addresses.rewritten.map((line) => `the ledger lost or rewrote the line ${line}; it only grows (AP-07)`),
      ...addresses.renumbered.map(
        ({ site, before, after }) => `${site} would be renumbered from ${before} to ${after}; nobody active is (AP-12)`,
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

import { tableText } from "../../cli/report/table.ts";
import type { CaseResult, Counted } from "./campaign.ts";

const WORDS: Readonly<Record<Counted, string>> = {
  kills: "kills",
  faults: "requests that failed",
  changes: "changes by hand",
  services: "services away",
  disks: "disks full",
  between: "undisturbed runs after others",
};

/** How many of each kind there were, and after how many runs of the same command all was as if undisturbed. */
export function campaignTable(results: readonly CaseResult[]): string {
  const rows = Object.entries(WORDS).flatMap(([counted, words]) => {
    const of = results.filter((each) => each.counted === counted);
    const count = (is: (after: number | undefined) => boolean): number =>
      of.filter(({ convergedAfter }) => is(convergedAfter)).length;
    const disturbances = of.reduce((sum, each) => sum + each.disturbances, 0);
    if (of.length === 0) return [];
    return [[words, disturbances, of.length, ...[0, 1, 2, undefined].map((n) => count((after) => after === n))]];
  });
  return tableText(["what", "how many", "cases", "at once", "after 1", "after 2", "not"], rows);
}

/** The cases that did not converge, each with the command that has it again alone. */
export function stuckText(results: readonly CaseResult[], seed: string): string {
  return results
    .filter(({ convergedAfter }) => convergedAfter === undefined)
    .map(({ number, counted, what }) => {
      // What shows only between two cases is of all that came before.
      const alone = counted === "between" ? "" : ` --only ${number}`;
      return `✗ ${what}\n  npm run test:chaos -- --seed ${seed}${alone}`;
    })
    .join("\n");
}

import type { PageAgency } from "../page-data.ts";
import { data } from "./data.ts";
import { element, row, table } from "./element.ts";
import { word } from "./language.ts";
import { show, state } from "./state.ts";

type Findings = PageAgency["findings"];

/** Policies not met, the most frequent first; a click searches for the agencies. */
export function policies(): HTMLElement {
  const counts = new Map<string, Pick<Findings[number], "policy" | "level"> & { count: number }>();
  for (const { policy, level } of [...data.agencies, ...data.others].flatMap(({ findings }) => findings)) {
    const key = `${policy} ${level}`;
    counts.set(key, { policy, level, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  if (counts.size === 0) return element("p", {}, word("none"));
  const rows = [...counts].toSorted(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1));
  return table(
    [word("policy"), word("level"), word("count")],
    rows.map(([, { policy, level, count }]) =>
      row(
        { class: "choice", onclick: () => show({ query: policy, area: undefined, kind: "", verdict: "" }) },
        policy,
        [level, word(level)],
        ["number", String(count)],
      ),
    ),
  );
}

/** What the policies said of one stack. */
export function findingTable(findings: Findings): HTMLElement {
  return table(
    [word("policy"), word("level"), word("message")],
    findings.map(({ policy, level, message }) => row({}, policy, [level, word(level)], message[state.language])),
  );
}

/** Findings of stacks that are no agency's. */
export function sharedFindings(): HTMLElement[] {
  return data.others
    .filter(({ findings }) => findings.length > 0)
    .flatMap(({ stack, findings }) => [element("h3", {}, `${word("sharedStack")}: ${stack}`), findingTable(findings)]);
}

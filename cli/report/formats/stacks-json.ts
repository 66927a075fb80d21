import type { Problem } from "../../../model/messages/problem.ts";
import { findingJson } from "../../../policies/messages/finding-json.ts";
import type { CheckReport, PlacedFinding, PlacedStack, PlacedWaived } from "../check-report.ts";

/** One stack of the document. */
export interface StackEntry extends PlacedStack {
  /** JSON, indented by two; absent where nobody asked for resources. */
  resources?: string;
}

const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);
const json = (value: unknown): string => JSON.stringify(value, null, 2);

function entryText({ verdict, findings, waived, resources }: StackEntry): string {
  const { stack, source, counts } = verdict;
  const fields: [string, string][] = [
    ["name", json(stack)],
    ["source", json(source)],
    ["counts", json({ resources: verdict.resources, ...counts })],
    ...(resources === undefined ? [] : ([["resources", resources]] satisfies [string, string][])),
    ["findings", json(findings.map(findingJson))],
    ["waived", json(waived.map(findingJson))],
    ...(verdict.reach === undefined ? [] : ([["reach", json(verdict.reach)]] satisfies [string, string][])),
  ];
  return `{\n${fields.map(([key, text]) => `  "${key}": ${indented(text, "  ")}`).join(",\n")}\n}`;
}

/** What the document says of stacks/ itself. */
interface OfSources {
  problems?: readonly Problem[];
  /** Asked for when all stacks are there. */
  notes?: () => readonly Problem[];
}

/**
 * The one JSON document of `plan --json` and `check --json`, in pieces, a stack each, stable byte for byte:
 * `stacks` in the order given, `problems` when stacks/ has faults, and `notes` of what is right and should be known.
 */
export async function* stacksJson(
  stacks: Iterable<StackEntry> | AsyncIterable<StackEntry>,
  { problems = [], notes = () => [] }: OfSources = {},
): AsyncGenerator<string> {
  let before = '{\n  "stacks": [';
  let after = "]";
  for await (const stack of stacks) {
    yield `${before}\n    ${indented(entryText(stack), "    ")}`;
    [before, after] = [",", "\n  ]"];
  }
  const begun = after === "]" ? before : "";
  const ofSources = Object.entries({ problems, notes: notes() });
  yield `${[begun + after, ...ofSources.map(([key, list]) => `  "${key}": ${indented(json(list), "  ")}`)].join(",\n")}\n}\n`;
}

/** The same document of a report that is all there, without resources. */
export async function reportJson({ stacks, findings, waived, problems, notes = [] }: CheckReport): Promise<string> {
  const ofStack: Map<string, PlacedFinding[]> = Map.groupBy(findings, ({ stack }) => stack);
  const waivedOf: Map<string, PlacedWaived[]> = Map.groupBy(waived, ({ stack }) => stack);
  const entries = stacks.map((verdict) => ({
    verdict,
    findings: ofStack.get(verdict.stack) ?? [],
    waived: waivedOf.get(verdict.stack) ?? [],
  }));
  return (await Array.fromAsync(stacksJson(entries, { problems, notes: () => notes }))).join("");
}

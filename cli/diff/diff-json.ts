import { findingJson } from "../../policies/messages/finding-json.ts";
import type { ProvinceDiff } from "./province-diff.ts";
import type { StackDiff } from "./stack-diff.ts";

/** The comparison as one JSON document: English, with the Vietnamese of what the policies say beside it. */
export function diffJson(diff: ProvinceDiff): string {
  return `${JSON.stringify({ ...diff, changes: diff.changes.map(stackJson) }, null, 2)}\n`;
}

function stackJson({ newFindings, resolvedFindings, destructive, ...diff }: StackDiff) {
  return {
    ...diff,
    newFindings: newFindings.map(findingJson),
    resolvedFindings: resolvedFindings.map(findingJson),
    destructive: destructive.map(({ en }) => en),
    destructiveVi: destructive.map(({ vi }) => vi),
  };
}

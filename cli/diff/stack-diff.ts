import { isDeepStrictEqual } from "node:util";
import { allPolicies } from "../../policies/all.ts";
import { capitalized, type Text } from "../../policies/messages/text.ts";
import type { Finding, PlannedStep, PolicyContext } from "../../policies/policy.ts";
import { isStateful } from "../../policies/resources/stateful.ts";
import { shortType, vietnameseType } from "../../policies/resources/types.ts";
import type { FoundAt } from "../report/findings.ts";
import type { SideResource, SideStack } from "./planned-side.ts";

export type ResourceRef = Pick<SideResource, "urn" | "type" | "name">;

/** One input that is another one now; absent on the side that has none. */
export interface InputChange {
  key: string;
  before?: unknown;
  after?: unknown;
}

/** What a change does to one stack. */
export interface StackDiff {
  stack: string;
  /** Official name of the agency; empty for the platform. */
  name: string;
  status: "added" | "removed" | "changed";
  added: ResourceRef[];
  changed: (ResourceRef & { inputs: InputChange[] })[];
  removed: ResourceRef[];
  /** With the place in the newer version's files. */
  newFindings: FoundAt[];
  resolvedFindings: Finding[];
  /** What would be lost, in words: removed resources that hold data, and steps that a policy refuses. */
  destructive: Text[];
}

const refOf = ({ urn, type, name }: SideResource): ResourceRef => ({ urn, type, name });

/** Pulumi's own root resource stands for the stack, and is told as such. */
const own = (stack: SideStack | undefined): Map<string, SideResource> =>
  new Map(
    (stack?.resources ?? []).filter(({ type }) => type !== "pulumi:pulumi:Stack").map((each) => [each.urn, each]),
  );

/** Compares two plans of one stack; a side without it has none. `context` is the newer side's. Pure. */
export function diffStack(
  stack: string,
  name: string,
  before: SideStack | undefined,
  after: SideStack | undefined,
  context: PolicyContext,
): StackDiff {
  const [old, current] = [own(before), own(after)];
  const added = [...current.values()].filter(({ urn }) => !old.has(urn));
  const removed = [...old.values()].filter(({ urn }) => !current.has(urn));
  const changed = [...current.values()].flatMap((resource) => {
    const inputs = inputChanges(old.get(resource.urn)?.inputs ?? resource.inputs, resource.inputs);
    return inputs.length === 0 ? [] : [{ ...refOf(resource), inputs }];
  });
  const { onlyBefore, onlyAfter } = findingChanges(before?.findings ?? [], after?.findings ?? []);
  return {
    stack,
    name,
    status: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    added: added.map(refOf),
    changed,
    removed: removed.map(refOf),
    newFindings: onlyAfter,
    resolvedFindings: onlyBefore,
    destructive: losses(added, removed, context),
  };
}

const inputChanges = (before: Record<string, unknown>, after: Record<string, unknown>): InputChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .toSorted()
    .map((key) => ({
      key,
      ...(key in before ? { before: before[key] } : {}),
      ...(key in after ? { after: after[key] } : {}),
    }));

/** A finding that only says the same in other words (another line, another value) is neither new nor resolved. */
function findingChanges(
  before: readonly Finding[],
  after: readonly Finding[],
): { onlyBefore: Finding[]; onlyAfter: Finding[] } {
  const without = (list: readonly Finding[], others: readonly Finding[], keyOf: (finding: Finding) => string) => {
    const left = new Map<string, number>();
    for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
    return list.filter((finding) => {
      const count = left.get(keyOf(finding)) ?? 0;
      left.set(keyOf(finding), count - 1);
      return count <= 0;
    });
  };
  const exact = ({ policy, level, resource, message }: Finding): string =>
    [policy, level, resource, message.en].join("\0");
  const alike = ({ policy, level, resource }: Finding): string => [policy, level, resource].join("\0");
  const [old, current] = [without(before, after, exact), without(after, before, exact)];
  return { onlyBefore: without(old, current, alike), onlyAfter: without(current, old, alike) };
}

function losses(added: readonly SideResource[], removed: readonly SideResource[], context: PolicyContext): Text[] {
  const data = removed.filter(isStateful).map(({ type, name }) =>
    capitalized({
      en: `${shortType(type)} "${name}" would be removed with the data it holds`,
      vi: `${vietnameseType(type)} “${name}” sẽ bị xóa cùng dữ liệu trong đó`,
    }),
  );
  const steps: PlannedStep[] = [
    ...added.map(({ urn, inputs }) => ({ urn, op: "create", inputs })),
    ...removed.filter((resource) => !isStateful(resource)).map(({ urn, inputs }) => ({ urn, op: "delete", inputs })),
  ];
  const refused = allPolicies.flatMap((policy) => policy.checkSteps?.(steps, context) ?? []);
  return [...data, ...refused.map(({ message }) => message)];
}

/** True when two plans are the same in all that the comparison shows. */
export function isEmptyDiff(diff: StackDiff): boolean {
  return (
    diff.status === "changed" &&
    [diff.added, diff.changed, diff.removed, diff.newFindings, diff.resolvedFindings].every((list) => list.length === 0)
  );
}

/** What keeps a stack's change from landing: new mandatory violations and losses. */
export function isRefusedStack({ newFindings, destructive }: StackDiff): boolean {
  return destructive.length > 0 || newFindings.some(({ level }) => level === "mandatory");
}

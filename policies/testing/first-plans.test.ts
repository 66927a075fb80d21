import { expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { preview, type Draft } from "../examples/drafts.ts";
import { allExamples } from "../examples/examples-of.ts";
import { judge } from "../judge.ts";
import type { JudgedResource, PolicyContext } from "../policy.ts";
import { applied, replanned } from "./draft-views.ts";

const all = await allExamples(allPolicies);

/** What fails a check, by policy and resource. */
function mandatory(resources: readonly JudgedResource[], context: PolicyContext): string[] {
  const { findings } = judge(resources, context);
  const failing = findings.filter(({ level }) => level === "mandatory");
  return [...new Set(failing.map(({ policy, resource }) => `${policy} ${resource.split("::").at(-1)}`))].toSorted();
}

const stacks = all.flatMap(({ policy, examples: { passes, fails, context = {}, failsContext = context } }) => [
  [`what passes ${policy.id}`, passes, context] as const,
  [`what fails ${policy.id}`, fails, failsContext] as const,
]);

// Every policy judges every example: what one example is made for, the others hold by the way.
test.each<readonly [string, Draft[], PolicyContext]>(stacks)(
  "%s is judged alike in its first plan, as it stands after apply, and in the next plan",
  (_, drafts, context) => {
    const state = mandatory(applied(drafts), context);
    expect(mandatory(preview(drafts), context)).toEqual(state);
    expect(mandatory(replanned(drafts), context)).toEqual(state);
    // A state lists resources as they were made, a plan as the program has them.
    expect(mandatory(preview(drafts).toReversed(), context)).toEqual(state);
  },
);

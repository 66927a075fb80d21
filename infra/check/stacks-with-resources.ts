import { openRepository } from "../repository/repository.ts";
import type { CheckOptions } from "./check-stacks.ts";
import { queuedStack } from "./queued-stack.ts";
import { stackOutcomes } from "./stack-outcomes.ts";
import { sourceOf } from "./stack-source.ts";
import type { StackVerdict } from "./stack-verdict.ts";

/** A verdict with what the stack would make. */
export interface StackWithResources {
  verdict: StackVerdict;
  /** JSON, indented by two, as `resourcesJson` has them. */
  resources: string;
}

/**
 * Plans and judges stacks one after another, in the order given: no more than a few of them are in memory, however slow
 * the reader is. Throws what a program throws.
 */
export async function* stacksWithResources(
  names: readonly string[],
  { repository = openRepository(), onProgress, jobs }: Omit<CheckOptions, "cache"> = {},
): AsyncGenerator<StackWithResources> {
  const stacks = [...new Set(names)];
  const queue = stacks.map((stack) => queuedStack(repository, stack));
  let done = 0;
  for await (const outcome of stackOutcomes(queue, { jobs, resources: true })) {
    const stack = stacks[done] ?? "";
    if ("error" in outcome) throw new Error(`stack ${stack}: ${outcome.error}`);
    const { verdict, resources = "[]" } = outcome;
    yield { verdict: { ...verdict, source: sourceOf(repository, stack) }, resources };
    done += 1;
    onProgress?.(done, stacks.length, 0);
  }
}

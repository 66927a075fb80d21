import { openRepository, type Repository } from "../repository/repository.ts";
import { stackKind } from "../stack-names.ts";
import { queuedStack } from "./queued-stack.ts";
import { stackOutcomes } from "./stack-outcomes.ts";
import type { PlanVerdict, StackVerdict } from "./stack-verdict.ts";
import type { QueuedStack } from "./stack-work.ts";
import type { VerdictCache } from "./verdict-cache.ts";
import { codeFingerprint, verdictKey } from "./verdict-key.ts";

export interface CheckOptions {
  /** Default: the one that this process opened. */
  repository?: Repository;
  /** Called after every stack that is done; `kept` of them come from the cache. */
  onProgress?: (done: number, total: number, kept: number) => void;
  /** Worker threads; default one for each processor, and none for a few stacks. 0: all in this thread. */
  jobs?: number;
  /** Verdicts of former checks; without it, everything is planned anew and nothing is kept. */
  cache?: VerdictCache;
}

/**
 * Plans and judges stacks and returns their verdicts in the order given, whatever the number of workers. What did not
 * change since a former check is not planned again. Throws the first error, in the order given, that a program throws.
 */
export async function checkStacks(names: readonly string[], options: CheckOptions = {}): Promise<StackVerdict[]> {
  const { repository = openRepository(), onProgress, jobs, cache } = options;
  const code = cache === undefined ? "" : codeFingerprint();
  const verdicts = new Map<string, PlanVerdict>();
  const missing: (QueuedStack & { key: string })[] = [];
  for (const stack of new Set(names)) {
    const queued = queuedStack(repository, stack);
    const key = verdictKey(code, queued);
    const kept = cache?.get(key);
    if (kept === undefined) missing.push({ ...queued, key });
    else verdicts.set(stack, kept);
  }
  const kept = verdicts.size;
  const total = kept + missing.length;
  if (kept > 0) onProgress?.(kept, total, kept);

  let done = 0;
  let failure: Error | undefined;
  for await (const outcome of stackOutcomes(missing, { jobs, resources: false })) {
    const { stack = "", key = "" } = missing[done] ?? {};
    done += 1;
    if ("error" in outcome) failure ??= new Error(`stack ${stack}: ${outcome.error}`);
    else {
      verdicts.set(stack, outcome.verdict);
      cache?.put(key, outcome.verdict);
    }
    onProgress?.(kept + done, total, kept);
  }
  cache?.save();
  if (failure !== undefined) throw failure;
  return names.flatMap((stack) => {
    const verdict = verdicts.get(stack);
    return verdict === undefined ? [] : [{ ...verdict, source: sourceOf(repository, stack) }];
  });
}

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

/** Where a reader changes a stack. */
function sourceOf({ tenants }: Repository, stack: string): StackVerdict["source"] {
  const which = stackKind(stack);
  const file = which.kind === "platform" ? undefined : tenants[which.agency]?.source;
  return { file: file ?? "stacks/province.yaml", line: 1 };
}

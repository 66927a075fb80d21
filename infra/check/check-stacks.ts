import { availableParallelism } from "node:os";
import { openRepository, type Repository } from "../repository.ts";
import { PLATFORM_STACK } from "../stack-names.ts";
import type { PlanVerdict, StackVerdict } from "../stack-verdict.ts";
import { queuedStack } from "./queued-stack.ts";
import type { QueuedStack } from "./stack-work.ts";
import { VerdictCache } from "./verdict-cache.ts";
import { codeFingerprint, verdictKey } from "./verdict-key.ts";
import { inWorkers, type Outcome } from "./worker-pool.ts";

export interface CheckOptions {
  /** Default: the one that this process opened. */
  repository?: Repository;
  /** Called after every stack that is done; `kept` of them come from the cache. */
  onProgress?: (done: number, total: number, kept: number) => void;
  /** Worker threads; default one for each processor, and none for a few stacks. 0: all in this thread. */
  jobs?: number;
  /** Verdicts of former checks; false to plan everything anew, and to keep nothing. */
  cache?: VerdictCache | false;
}

/** Below this many stacks a thread takes longer to start than it saves. */
const STACKS_PER_WORKER = 16;

/**
 * Plans and judges stacks and returns their verdicts in the order given, whatever the number of workers. What did not
 * change since a former check is not planned again. Throws the first error, in the order given, that a program throws.
 */
export const checkStacks = async (names: readonly string[], options: CheckOptions = {}): Promise<StackVerdict[]> => {
  const { repository = openRepository(), onProgress } = options;
  const cache = options.cache === false ? undefined : (options.cache ?? new VerdictCache());
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
  const wanted = options.jobs ?? Math.min(availableParallelism(), Math.floor(missing.length / STACKS_PER_WORKER));
  const jobs = Math.min(wanted, missing.length);
  const onDone = (done: number): void => onProgress?.(kept + done, total, kept);
  const outcomes = jobs > 0 ? await inWorkers(missing, jobs, onDone) : await inThisThread(missing, onDone);
  missing.forEach(({ stack, key }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined || !("verdict" in outcome)) return;
    verdicts.set(stack, outcome.verdict);
    cache?.put(key, outcome.verdict);
  });
  cache?.save();

  const failed = outcomes.findIndex((outcome) => "error" in outcome);
  const failure = outcomes[failed];
  if (failure !== undefined && "error" in failure) {
    throw new Error(`stack ${missing[failed]?.stack}: ${failure.error}`);
  }
  return names.flatMap((stack) => {
    const verdict = verdicts.get(stack);
    return verdict === undefined ? [] : [{ ...verdict, source: sourceOf(repository, stack) }];
  });
};

const inThisThread = async (stacks: readonly QueuedStack[], onDone: (done: number) => void): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  if (stacks.length === 0) return outcomes;
  // Loaded only when there is something to plan: the SDK takes longer to load than to look up a whole province.
  const { judgeStack } = await import("./judge-stack.ts");
  for (const queued of stacks) {
    try {
      outcomes.push({ verdict: await judgeStack(queued) });
    } catch (error) {
      outcomes.push({ error: error instanceof Error ? error.message : String(error) });
    }
    onDone(outcomes.length);
  }
  return outcomes;
};

/** Where a reader changes a stack. */
const sourceOf = ({ tenants }: Repository, stack: string): StackVerdict["source"] => ({
  file: stack === PLATFORM_STACK ? "stacks/province.yaml" : (tenants[stack]?.source ?? "stacks/province.yaml"),
  line: 1,
});

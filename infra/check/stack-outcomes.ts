import { availableParallelism } from "node:os";
import type { QueuedStack } from "./stack-work.ts";
import type { Outcome } from "./worker-messages.ts";
import { inWorkers } from "./worker-pool.ts";

/** Below this many stacks a thread takes longer to start than it saves. */
const STACKS_PER_WORKER = 16;

/**
 * Plans and judges stacks, in the order given, whatever the number of workers.
 *
 * @param options.jobs worker threads; default one for each processor, and none for a few stacks. 0: all in this thread.
 * @param options.resources whether the resources are wanted beside the verdicts
 */
export function stackOutcomes(
  stacks: readonly QueuedStack[],
  { jobs, resources }: { jobs: number | undefined; resources: boolean },
): AsyncGenerator<Outcome> {
  const wanted = jobs ?? Math.min(availableParallelism(), Math.floor(stacks.length / STACKS_PER_WORKER));
  const workers = Math.min(wanted, stacks.length);
  return workers > 0 ? inWorkers(stacks, { workers, resources }) : inThisThread(stacks, resources);
}

async function* inThisThread(stacks: readonly QueuedStack[], resources: boolean): AsyncGenerator<Outcome> {
  if (stacks.length === 0) return;
  // Loaded only when there is something to plan: the SDK takes longer to load than to look up a whole province.
  const { judgeQueued } = await import("./judge-queued.ts");
  for (const queued of stacks) yield judgeQueued(queued, { resources });
}

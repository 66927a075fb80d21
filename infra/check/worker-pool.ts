import { Worker } from "node:worker_threads";
import type { QueuedStack } from "./stack-work.ts";
import type { Answer, Order, Outcome } from "./worker-messages.ts";

/** Stacks that a worker holds: one that it does, one that waits, so that it never waits for the queue. */
const HELD = 2;
/** How many stacks may be done before the reader has taken the first of them, by worker: what bounds the memory. */
const AHEAD = 8;

/**
 * Does stacks in worker threads, each of which takes the next one when it is free, and yields the outcomes in the order
 * given. Workers wait for a reader who is slow. Throws when a worker dies.
 */
export async function* inWorkers(
  stacks: readonly QueuedStack[],
  { workers, resources }: { workers: number; resources: boolean },
): AsyncGenerator<Outcome> {
  const done = new Map<number, Outcome>();
  const free: Worker[] = [];
  let ordered = 0;
  let taken = 0;
  let failure: Error | undefined;
  let wake = (): void => {};

  const order = (thread: Worker): void => {
    const queued = stacks[ordered];
    if (queued === undefined) return;
    if (ordered - taken >= workers * AHEAD) free.push(thread);
    else thread.postMessage({ number: ordered++, queued, resources } satisfies Order);
  };
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const threads = Array.from({ length: workers }, () => new Worker(new URL("worker.ts", import.meta.url)));
  try {
    for (const thread of threads) {
      thread.on("message", ({ number, outcome }: Answer) => {
        done.set(number, outcome);
        order(thread);
        wake();
      });
      thread.on("error", fail);
      thread.on("exit", (code) => fail(new Error(`a worker of the check ended early, with code ${code}`)));
      for (let held = 0; held < HELD; held += 1) order(thread);
    }
    while (taken < stacks.length) {
      const outcome = done.get(taken);
      if (outcome !== undefined) {
        done.delete(taken);
        taken += 1;
        free.splice(0).forEach(order);
        yield outcome;
      } else if (failure === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else throw failure;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

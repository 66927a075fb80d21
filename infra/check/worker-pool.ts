import { Worker } from "node:worker_threads";
import type { PlanVerdict } from "../stack-verdict.ts";
import type { QueuedStack } from "./stack-work.ts";
import type { Answer, Order } from "./worker-messages.ts";

/** One stack's outcome; errors as text, since they cross a thread. */
export type Outcome = { verdict: PlanVerdict } | { error: string };

/** Stacks that a worker holds: one that it does, one that waits, so that it never waits for the queue. */
const HELD = 2;

/**
 * Does stacks in worker threads, each of which takes the next one when it is free. Calls `onDone` as they get ready and
 * returns the outcomes in the order given. Throws when a worker dies.
 */
export const inWorkers = async (
  stacks: readonly QueuedStack[],
  workers: number,
  onDone: (done: number) => void,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  let next = 0;
  let done = 0;
  const threads = Array.from({ length: workers }, () => new Worker(new URL("worker.ts", import.meta.url)));
  try {
    await new Promise<void>((resolve, reject) => {
      const order = (thread: Worker): void => {
        const queued = stacks[next];
        if (queued === undefined) return;
        thread.postMessage({ number: next, queued } satisfies Order);
        next += 1;
      };
      for (const thread of threads) {
        thread.on("message", (answer: Answer) => {
          outcomes[answer.number] = "error" in answer ? { error: answer.error } : { verdict: answer.verdict };
          done += 1;
          onDone(done);
          if (done === stacks.length) resolve();
          else order(thread);
        });
        thread.on("error", reject);
        thread.on("exit", (code) => reject(new Error(`a worker of the check ended early, with code ${code}`)));
        for (let held = 0; held < HELD; held += 1) order(thread);
      }
    });
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return outcomes;
};

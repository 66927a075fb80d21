// A thread that plans and judges stacks, one after another, as checkStacks orders them.
import { enableCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import type { Answer, Order } from "./worker-messages.ts";

enableCompileCache();
// After the line above, which a static import would come before.
const { judgeStack } = await import("./judge-stack.ts");

const port = parentPort;
if (port === null) throw new Error("infra/check/worker.ts runs as a worker thread only");

let last: Promise<void> = Promise.resolve();
const answer = async ({ number, queued }: Order): Promise<void> => {
  let said: Answer;
  try {
    said = { number, verdict: await judgeStack(queued) };
  } catch (error) {
    said = { number, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(said);
};
port.on("message", (order: Order) => {
  last = last.then(() => answer(order));
});

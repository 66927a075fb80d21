// A thread that plans and judges stacks, one after another, as it is ordered to.
import { enableCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import type { Answer, Order } from "./worker-messages.ts";

enableCompileCache();
// After the line above, which a static import would come before.
const { judgeQueued } = await import("./judge-queued.ts");

const port = parentPort;
if (port === null) throw new Error("infra/check/worker.ts runs as a worker thread only");

let last: Promise<void> = Promise.resolve();
const answer = async ({ number, queued, resources }: Order): Promise<void> =>
  port.postMessage({ number, outcome: await judgeQueued(queued, { resources }) } satisfies Answer);
port.on("message", (order: Order) => {
  last = last.then(() => answer(order));
});

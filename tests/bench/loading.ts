// A process of its own: reads all of stacks/ and prints as JSON how many seconds of processor each step took.
import { enableCompileCache } from "node:module";

enableCompileCache();
const times: Record<string, number> = {};
async function step<T>(name: string, work: () => T): Promise<Awaited<T>> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  times[name] = (user + system) / 1e6;
  return result;
}

const { openRepository } = await step("modules", () => import("../../infra/repository/repository.ts"));
const repository = await step("stacks/ and the ledger", () => openRepository());
const { queuedStack } = await step("modules of the check", () => import("../../infra/check/queued-stack.ts"));
const { codeFingerprint, verdictKey } = await import("../../infra/check/verdict-key.ts");
await step("keys of all stacks", () => {
  const code = codeFingerprint();
  for (const stack of ["platform", ...Object.keys(repository.tenants)])
    verdictKey(code, queuedStack(repository, stack));
});
await step("the SDK for a plan", () => import("../../infra/preview/preview-stack.ts"));
console.log(JSON.stringify(times));

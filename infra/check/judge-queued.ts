import { judgeStack } from "../plan-stack.ts";
import { resourcesJson } from "../preview/resources-json.ts";
import { planVerdict } from "./stack-verdict.ts";
import { stackWork, type QueuedStack } from "./stack-work.ts";
import type { Outcome } from "./worker-messages.ts";

/** Plans and judges a queued stack. What its program throws is the outcome's error. */
export async function judgeQueued(queued: QueuedStack, { resources }: { resources: boolean }): Promise<Outcome> {
  try {
    const { inputs, context } = stackWork(queued);
    const judged = await judgeStack(queued.stack, inputs, context);
    const verdict = planVerdict(judged);
    return resources ? { verdict, resources: JSON.stringify(resourcesJson(judged), null, 2) } : { verdict };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

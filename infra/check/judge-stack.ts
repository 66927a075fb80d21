import { judgePreview } from "../preview/judged-stack.ts";
import { previewStack } from "../preview/preview-stack.ts";
import { resourcesJson } from "../preview/resources-json.ts";
import { PROJECT } from "../stack-names.ts";
import { stackProgram } from "../stack-program.ts";
import { planVerdict } from "./stack-verdict.ts";
import { stackWork, type QueuedStack } from "./stack-work.ts";
import type { Outcome } from "./worker-messages.ts";

/** Plans and judges one stack, by its work and nothing else. What its program throws is the outcome's error. */
export async function judgeStack(queued: QueuedStack, { resources }: { resources: boolean }): Promise<Outcome> {
  const { stack } = queued;
  try {
    const { inputs, context } = stackWork(queued);
    const plan = await previewStack({ project: PROJECT, stack, program: stackProgram(inputs) });
    const verdict = planVerdict(judgePreview(plan, context));
    return resources ? { verdict, resources: JSON.stringify(resourcesJson(plan), null, 2) } : { verdict };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

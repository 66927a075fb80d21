import { judgePlan } from "../../plan/judged-plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { PROJECT } from "../stack-names.ts";
import { stackProgram } from "../stack-program.ts";
import { planVerdict, type PlanVerdict } from "../stack-verdict.ts";
import type { QueuedStack, StackWork } from "./stack-work.ts";

/** Plans and judges one stack, by its work and nothing else. Throws what its program throws. */
export const judgeStack = async ({ stack, work }: QueuedStack): Promise<PlanVerdict> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `queuedStack` wrote it a moment ago
  const { inputs, context } = JSON.parse(work) as StackWork;
  const plan = await planStack({ project: PROJECT, stack, program: stackProgram(inputs) });
  return planVerdict(judgePlan(plan, context));
};

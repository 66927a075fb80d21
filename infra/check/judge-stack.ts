import { judgePlan } from "../../plan/judged-plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { PROJECT } from "../stack-names.ts";
import { stackProgram } from "../stack-program.ts";
import { planVerdict, type PlanVerdict } from "../stack-verdict.ts";
import { stackWork, type QueuedStack } from "./stack-work.ts";

/** Plans and judges one stack, by its work and nothing else. Throws what its program throws. */
export const judgeStack = async (queued: QueuedStack): Promise<PlanVerdict> => {
  const { stack } = queued;
  const { inputs, context } = stackWork(queued);
  const plan = await planStack({ project: PROJECT, stack, program: stackProgram(inputs) });
  return planVerdict(judgePlan(plan, context));
};

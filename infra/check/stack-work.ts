import { judgePlan } from "../../plan/judged-plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { PolicyContext } from "../../policies/policy.ts";
import type { StackInputs } from "../stack-inputs.ts";
import { PROJECT } from "../stack-names.ts";
import { stackProgram } from "../stack-program.ts";
import { planVerdict, type PlanVerdict } from "../stack-verdict.ts";

/** All that a verdict on one stack follows from, beside the code. */
export interface StackWork {
  inputs: StackInputs;
  context: PolicyContext;
}

/** One stack to plan and judge; `work` is a `StackWork` as JSON text: what its key was made of is what the program gets. */
export interface QueuedStack {
  stack: string;
  work: string;
}

/** Plans and judges one stack. Throws what its program throws. */
export const doStackWork = async ({ stack, work }: QueuedStack): Promise<PlanVerdict> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by checkStacks a moment ago
  const { inputs, context } = JSON.parse(work) as StackWork;
  const plan = await planStack({ project: PROJECT, stack, program: stackProgram(inputs) });
  return planVerdict(judgePlan(plan, context));
};

import { planStack } from "../plan/plan-stack.ts";
import type { StackPlan } from "../plan/planned-resource.ts";
import { program } from "./program.ts";
import { PROJECT } from "./stack-names.ts";

/**
 * Plans stacks of this project offline, in the order given. The platform is not planned for an agency's sake: what an
 * agency reads from it are ids, unknown in a first preview anyway.
 */
export const planStacks = async (stacks: readonly string[]): Promise<StackPlan[]> => {
  const plans: StackPlan[] = [];
  for (const stack of stacks) plans.push(await planStack({ project: PROJECT, stack, program }));
  return plans;
};

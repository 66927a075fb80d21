import { planStack } from "../plan/plan-stack.ts";
import type { StackPlan } from "../plan/planned-resource.ts";
import { program } from "./program.ts";
import { PLATFORM_STACK, PROJECT, stackReferenceName } from "./stack-names.ts";

/**
 * Plans stacks of this project offline, in the order given. The platform is planned first in any case, since the
 * agencies read its outputs; it is in the result only when it was asked for.
 */
export const planStacks = async (stacks: readonly string[]): Promise<StackPlan[]> => {
  const platform = await planStack({ project: PROJECT, stack: PLATFORM_STACK, program });
  const references = { [stackReferenceName(PLATFORM_STACK)]: platform.outputs };
  const plans: StackPlan[] = [];
  for (const stack of stacks) {
    plans.push(stack === PLATFORM_STACK ? platform : await planStack({ project: PROJECT, stack, program, references }));
  }
  return plans;
};

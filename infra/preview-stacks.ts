import { judgeStack, planStack } from "./plan-stack.ts";
import { policyContextOf } from "./policy-context.ts";
import type { JudgedStack } from "./preview/judged-stack.ts";
import type { StackPreview } from "./preview/planned-resource.ts";
import { openRepository, type Repository } from "./repository/repository.ts";
import { stackInputs } from "./stack-inputs.ts";
import { PROJECT } from "./stack-names.ts";

/**
 * Plans stacks of this project offline, in the order given. The platform is not planned for an agency's sake: what an
 * agency reads from it are ids, unknown in a first preview anyway.
 */
export async function previewStacks(
  stacks: readonly string[],
  repository: Repository = openRepository(),
): Promise<StackPreview[]> {
  const plans: StackPreview[] = [];
  for (const stack of stacks) plans.push(await planStack(stack, stackInputs(repository, stack)));
  return plans;
}

/** The same plans with the policies' verdict on each, by what they may know of it. */
export async function judgeStacks(
  stacks: readonly string[],
  repository: Repository = openRepository(),
): Promise<JudgedStack[]> {
  const judged: JudgedStack[] = [];
  for (const stack of stacks) {
    const context = policyContextOf(PROJECT, stack, repository);
    judged.push(await judgeStack(stack, stackInputs(repository, stack), context));
  }
  return judged;
}

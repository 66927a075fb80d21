import type { StackPreview } from "./preview/planned-resource.ts";
// Before the program: it makes the SDK load faster.
import { previewStack } from "./preview/preview-stack.ts";
import { openRepository, type Repository } from "./repository/repository.ts";
import { stackInputs } from "./stack-inputs.ts";
import { PROJECT } from "./stack-names.ts";
import { stackProgram } from "./stack-program.ts";

/**
 * Plans stacks of this project offline, in the order given. The platform is not planned for an agency's sake: what an
 * agency reads from it are ids, unknown in a first preview anyway.
 */
export async function previewStacks(
  stacks: readonly string[],
  repository: Repository = openRepository(),
): Promise<StackPreview[]> {
  const plans: StackPreview[] = [];
  for (const stack of stacks) {
    const program = stackProgram(stackInputs(repository, stack));
    plans.push(await previewStack({ project: PROJECT, stack, program }));
  }
  return plans;
}

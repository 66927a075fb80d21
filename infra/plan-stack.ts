import type { PolicyContext } from "../policies/policy.ts";
import { type JudgedStack, judgePreview } from "./preview/judged-stack.ts";
import type { StackPreview } from "./preview/planned-resource.ts";
// Before the program: it makes the SDK load faster.
import { previewStack } from "./preview/preview-stack.ts";
import type { StackInputs } from "./stack-inputs.ts";
import { PROJECT } from "./stack-names.ts";
import { stackProgram } from "./stack-program.ts";

/** Plans one stack of this project offline, by its inputs and nothing else. Throws what its program throws. */
export function planStack(stack: string, inputs: StackInputs): Promise<StackPreview> {
  return previewStack({ project: PROJECT, stack, program: stackProgram(inputs) });
}

/** Plans a stack and judges the plan by what the policies may know of it. Throws what its program throws. */
export async function judgeStack(stack: string, inputs: StackInputs, context: PolicyContext): Promise<JudgedStack> {
  return judgePreview(await planStack(stack, inputs), context);
}

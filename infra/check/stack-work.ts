import type { PolicyContext } from "../../policies/policy.ts";
import { policyContextOf } from "../policy-context.ts";
import type { Repository } from "../repository.ts";
import { stackInputs, type StackInputs } from "../stack-inputs.ts";
import { PROJECT } from "../stack-names.ts";

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

/** Takes out of a repository what a stack's plan and verdict need. Throws when there is no such stack. */
export const queuedStack = (repository: Repository, stack: string): QueuedStack => ({
  stack,
  work: JSON.stringify({
    inputs: stackInputs(repository, stack),
    context: policyContextOf(PROJECT, stack, repository),
  } satisfies StackWork),
});

import { platformProgram } from "./platform/platform.ts";
import { projectProgram } from "./project/project.ts";
import type { StackInputs } from "./stack-inputs.ts";
import { agencyProgram } from "./tenant/agency.ts";

/** The program of a stack, by its inputs and nothing else; returns the stack's outputs. */
export function stackProgram(inputs: StackInputs) {
  return async (): Promise<Record<string, unknown>> => {
    if (inputs.kind === "platform") return platformProgram(inputs);
    return inputs.kind === "project" ? projectProgram(inputs) : agencyProgram(inputs.tenant);
  };
}

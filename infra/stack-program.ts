import { platformProgram } from "./platform/platform.ts";
import type { StackInputs } from "./stack-inputs.ts";
import { agencyProgram } from "./tenant/agency.ts";

/** The program of a stack, by its inputs and nothing else; returns the stack's outputs. */
export function stackProgram(inputs: StackInputs) {
  return async (): Promise<Record<string, unknown>> =>
    inputs.kind === "platform" ? platformProgram(inputs) : agencyProgram(inputs.tenant);
}

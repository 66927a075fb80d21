import * as pulumi from "@pulumi/pulumi";
import { openRepository } from "./repository/repository.ts";
import { stackInputs } from "./stack-inputs.ts";
import { stackProgram } from "./stack-program.ts";

/** The program of every stack of this project: the stack's name says which; returns the stack's outputs. */
export function program(): Promise<Record<string, unknown>> {
  return stackProgram(stackInputs(openRepository(), pulumi.getStack()))();
}

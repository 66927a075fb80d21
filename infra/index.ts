import * as pulumi from "@pulumi/pulumi";
import { openRepository } from "./repository/repository.ts";
import { stackInputs } from "./stack-inputs.ts";
import { stackProgram } from "./stack-program.ts";

/**
 * What Pulumi runs: the program of every stack of this project. The stack's name says which; returns the stack's
 * outputs. It is a function because the offline plan calls what it calls, many times.
 */
export default function program(): Promise<Record<string, unknown>> {
  return stackProgram(stackInputs(openRepository(), pulumi.getStack()))();
}

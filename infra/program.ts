import * as pulumi from "@pulumi/pulumi";
import { agencyProgram } from "./agency.ts";
import { platformProgram } from "./platform.ts";
import { openRepository } from "./repository.ts";
import { PLATFORM_STACK } from "./stack-names.ts";

/** The program of every stack of this project: the stack's name says which; returns the stack's outputs. */
export const program = async (): Promise<Record<string, unknown>> => {
  const repository = openRepository();
  const stack = pulumi.getStack();
  if (stack === PLATFORM_STACK) return platformProgram(repository);
  const tenant = repository.tenants[stack];
  if (tenant === undefined) {
    const known = [PLATFORM_STACK, ...Object.keys(repository.tenants)].join(", ");
    throw new Error(
      `No agency '${stack}' in stacks/agencies. Stacks of this project: ${known}. A new agency: npx province init agency ${stack}`,
    );
  }
  return agencyProgram(repository, tenant);
};

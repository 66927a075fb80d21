/**
 * The Pulumi engine: found, downloaded or built, and run. What other folders use of it is here and in
 * up.ts.
 */
export { EngineError } from "./errors.ts";
export { engineEnvironment, engineVariables, type EnvironmentOptions } from "./environment.ts";
export { type Recovery, recoverStack, type RecoverOptions } from "./recovery/recover-stack.ts";
export { type Engine, ensureEngine, type EnsureOptions, findEngine } from "./setup/resolve.ts";
export { runPulumi, type RunOptions } from "./run-pulumi.ts";
export { stackOutputs, standingStacks } from "./stacks.ts";

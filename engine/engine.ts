/**
 * The Pulumi engine: found, downloaded or built, and run. What other folders use of it is here and in
 * up.ts.
 */
export { engineEnvironment } from "./environment.ts";
export { recoverStack } from "./recovery/recover-stack.ts";
export { type Engine, ensureEngine, findEngine } from "./setup/resolve.ts";
export { runPulumi } from "./run-pulumi.ts";
export { secretOutputs, stackOutputs, standingStacks } from "./stacks.ts";

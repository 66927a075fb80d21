import { dirname, join } from "node:path";
import { repositoryRoot } from "./setup/cache.ts";
import type { Engine } from "./setup/resolve.ts";
import { stateVariables, type StateOptions } from "./state.ts";

export interface EnvironmentOptions extends Partial<StateOptions> {
  /** The environment to build on; this process's when absent. */
  base?: NodeJS.ProcessEnv;
}

/**
 * The variables that make a plain `pulumi` work on our stacks, without the rest of the environment.
 * Makes the state's folder and passphrase where they are missing.
 */
export function engineVariables(engine: Engine, options: EnvironmentOptions = {}): Record<string, string> {
  const { root = repositoryRoot, base = process.env } = options;
  const first = [join(repositoryRoot, "node_modules", ".bin"), dirname(engine.pulumi)];
  const rest = (base["PATH"] ?? "").split(":").filter((folder) => folder !== "" && !first.includes(folder));
  return {
    // Node 24 first: the language host and policy packs run the first `node` on PATH.
    PATH: [...first, ...rest].join(":"),
    PULUMI_HOME: engine.pulumiHome,
    // Compiling the SDK's 800 modules is a third of a small program's run time; Node keeps what it compiled.
    NODE_COMPILE_CACHE: base["NODE_COMPILE_CACHE"] ?? join(dirname(engine.pulumiHome), "node-compile-cache"),
    PULUMI_SKIP_UPDATE_CHECK: base["PULUMI_SKIP_UPDATE_CHECK"] ?? "true",
    // All plugins are there. A version that is not would otherwise be asked of the Internet, for 10 s
    // where there is none, before the error.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: base["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] ?? "true",
    // It adds a copy of the whole state for each update, and takes none away; ours are bounded (backend/copies.ts).
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: base["PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"] ?? "true",
    ...stateVariables({ root, backendUrl: options.backendUrl }, base),
  };
}

/** The whole environment to run the engine in: `base` and, over it, `engineVariables`. */
export function engineEnvironment(engine: Engine, options: EnvironmentOptions = {}): Record<string, string> {
  const base = options.base ?? process.env;
  const inherited = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const variables = { ...Object.fromEntries(inherited), ...engineVariables(engine, options) };
  return { ...variables, NODE_OPTIONS: withoutStackTraces(variables["NODE_OPTIONS"] ?? "") };
}

/**
 * The Pulumi SDK takes a stack trace for every output property, which is most of a large program's run
 * time. Pulumi.yaml's `nodeargs` say this for programs, but do not reach policy packs.
 */
function withoutStackTraces(nodeOptions: string): string {
  if (nodeOptions.includes("--stack-trace-limit")) return nodeOptions;
  return `${nodeOptions} --stack-trace-limit=0`.trim();
}

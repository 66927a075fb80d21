import { engineEnvironment } from "./environment.ts";
import { runTool, type ToolOptions, type ToolResult } from "./host/tool.ts";
import type { Engine } from "./setup/resolve.ts";

export interface RunOptions extends Omit<ToolOptions, "env"> {
  /** Whole environment; `engineEnvironment(engine)` when absent. */
  env?: Record<string, string>;
}

/**
 * How long an interrupted engine may say nothing. One that finishes what it has begun tells of each end; one that waits for
 * an API that never answers would wait for minutes. What is left pending then is looked for by the next run.
 */
const QUIET_MS = 3_500;

/**
 * Runs `pulumi` with these arguments to its end, without questions and without colours. On abort or
 * time-out it is interrupted, so that it finishes what it has begun and writes its state.
 */
export function runPulumi(engine: Engine, args: readonly string[], options: RunOptions = {}): Promise<ToolResult> {
  return runTool(engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
    ownGroup: options.signal !== undefined,
    quietMs: QUIET_MS,
    ...options,
    env: options.env ?? engineEnvironment(engine),
  });
}

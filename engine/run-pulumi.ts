import { engineEnvironment } from "./environment.ts";
import { runTool, type ToolOptions, type ToolResult } from "./host/tool.ts";
import type { Engine } from "./setup/resolve.ts";

export interface RunOptions extends Omit<ToolOptions, "env"> {
  /** Whole environment; `engineEnvironment(engine)` when absent. */
  env?: Record<string, string>;
}

/**
 * Runs `pulumi` with these arguments to its end, without questions and without colours. On abort or
 * time-out it is interrupted, so that it finishes what it has begun and writes its state.
 */
export function runPulumi(engine: Engine, args: readonly string[], options: RunOptions = {}): Promise<ToolResult> {
  return runTool(engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
    ownGroup: options.signal !== undefined,
    ...options,
    env: options.env ?? engineEnvironment(engine),
  });
}

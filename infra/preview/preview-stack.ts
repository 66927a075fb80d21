import { createRequire } from "node:module";
import { withLeanSdk } from "./lean-sdk.ts";
import { createMonitor } from "./monitor.ts";
import type { StackPreview } from "./planned-resource.ts";

const require = createRequire(import.meta.url);
/* oxlint-disable typescript/no-explicit-any */
const pulumi: any = require("@pulumi/pulumi");
const { LocalStore }: any = require("@pulumi/pulumi/runtime/state");

/** A Pulumi program as a function: what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

export interface PlanOptions {
  project: string;
  stack: string;
  program: Program;
  /** Stack configuration, keys with their namespace. */
  config?: Record<string, string>;
  /** Outputs of stacks that this one refers to, by `organization/project/stack`. */
  references?: Record<string, Record<string, unknown>>;
  /** False: with all the bookkeeping that the SDK does for an engine, at three times the cost. */
  lean?: boolean;
}

/**
 * Runs a program with Node alone and returns what it would make: a first preview without engine, provider or cloud.
 * What only they know (defaults, computed values, replacement) is not in it. Many stacks can be planned one after
 * another in one process, each in a store of its own.
 */
export function previewStack(options: PlanOptions): Promise<StackPreview> {
  return options.lean === false ? runProgram(options) : withLeanSdk(() => runProgram(options));
}

async function runProgram(options: PlanOptions): Promise<StackPreview> {
  const { project, stack } = options;
  const monitor = createMonitor(project, stack, { references: options.references ?? {} });
  // Each output property of each resource takes a stack trace in the SDK; without a limit that is most of the time.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  let failure: unknown;
  const storage = (globalThis as any).asyncLocalStorage;
  try {
    await storage.run(new LocalStore(), async () => {
      pulumi.runtime.setAllConfig(options.config ?? {});
      // setMocks turns the SDK's feature flags on; the monitor is then put in the mock's place.
      await pulumi.runtime.setMocks(
        { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
        project,
        stack,
        true,
      );
      pulumi.runtime.setMockOptions(monitor.client, project, stack, true, "organization");
      await pulumi.runtime.runInPulumiStack(async () => {
        try {
          return await options.program();
        } catch (error) {
          failure = error;
          return {};
        }
      });
      await pulumi.runtime.disconnect();
    });
  } finally {
    Error.stackTraceLimit = limit;
  }
  if (failure !== undefined) throw failure;
  if (monitor.failures.length > 0) throw new Error(monitor.failures.join("\n"));
  return { stack, resources: monitor.resources, outputs: monitor.outputs };
}

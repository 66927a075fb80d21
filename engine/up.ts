import { readCheckpoint } from "./checkpoint.ts";
import { engineEnvironment } from "./environment.ts";
import { EngineError } from "./errors.ts";
import { readEvent, type StackEvent, UpdateProgress, type UpResult } from "./events.ts";
import { tail, type ToolResult } from "./host/tool.ts";
import { driftBetween } from "./losses/drift.ts";
import type { PlannedResource } from "./losses/planned-resource.ts";
import { refuseLosses } from "./losses/refuse-losses.ts";
import { recoverStack } from "./recovery/recover-stack.ts";
import { runPulumi } from "./run-pulumi.ts";
import { brokenServers, mayBeBroken, withNovasReasons } from "./servers/broken-servers.ts";
import type { Engine } from "./setup/resolve.ts";
import { projectName } from "./stacks.ts";
import { fileBackendFolder } from "./state.ts";
import { readState } from "./state/edit-state.ts";
import { isAsUpdateLeft, noteUpdate, unchangedResult } from "./state/unchanged.ts";
import { isTransient } from "./transient.ts";
import { updateFailure } from "./update-failure.ts";

export interface UpOptions {
  stack: string;
  /** Folder of Pulumi.yaml. */
  cwd: string;
  /** Whole environment; `engineEnvironment(engine)` when absent. */
  env?: Record<string, string>;
  /** Folder of a policy pack that judges the update. */
  policyPack?: string;
  /** Reads every resource from the cloud first, so that what was changed there by hand is put back. */
  refresh?: boolean;
  /** What the program registers, where the caller has planned it. */
  planned?: readonly PlannedResource[];
  /** Stops with `LossError` before anything is replaced or deleted that holds data or addresses. */
  refuseLosses?: boolean;
  /** Replaces these in any case: URN to the reason. */
  replace?: ReadonlyMap<string, string>;
  /** URNs of all that is looked at; everything when absent. */
  only?: readonly string[];
  /** A line about how far it is, such as "create port web-1 (12 of 47)". */
  onProgress?: (message: string) => void;
  /** Each event of the engine that a person may care for. */
  onEvent?: (event: StackEvent) => void;
  /** On abort the engine ends what it has begun, writes its state, and the promise is rejected. */
  signal?: AbortSignal;
  /** How many resources there will be, where the caller knows it from a plan; else from the last run. */
  expected?: number;
  /**
   * A name for all that the update follows from. Where the last successful one had the same and the state is as it left
   * it, the engine need not run (file backends only).
   */
  key?: string;
}

/**
 * `pulumi up` of a stack, which is made first when there is none and recovered first when an earlier
 * update of it was killed. It goes on once more where a cloud under load refused for a moment: what was built
 * stays, so that only the rest is left.
 *
 * Checkpoints stay on (no PULUMI_SKIP_CHECKPOINTS): the state that is written before and after each
 * operation is all that a killed run leaves to recover from.
 *
 * @throws EngineError with the engine's own messages; the state is as far as the update came
 */
export async function upStack(engine: Engine, options: UpOptions): Promise<UpResult> {
  const { stack, cwd, key, env = engineEnvironment(engine) } = options;
  const folder = key === undefined ? undefined : fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  if (folder === undefined || key === undefined) return runEngine(engine, options);
  const project = projectName(cwd);
  const unchanged = options.refresh ? undefined : unchangedResult(folder, project, stack, key);
  if (unchanged !== undefined) return unchanged;
  const result = await runEngine(engine, options);
  noteUpdate(folder, project, stack, { key, resources: result.resources });
  return result;
}

/** The cloud's truth first, where it is asked for, so that the update is judged and made by what is there. */
async function runEngine(engine: Engine, options: UpOptions): Promise<UpResult> {
  const { stack, cwd, env = engineEnvironment(engine), policyPack, signal, refresh } = options;
  const project = projectName(cwd);
  const pack = policyPack === undefined ? [] : ["--policy-pack", policyPack];
  const place = { ...options, env, project };
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  const settled = folder !== undefined && isAsUpdateLeft(folder, project, stack);
  const state = () => readState(engine, project, stack, { cwd, env, signal });
  const before = refresh ? await state() : undefined;
  if (refresh) await update(engine, "refresh", ["refresh"], options);
  const prepare = async (): Promise<string[]> => {
    const now = await state();
    const drift = refresh ? driftBetween(before, now) : { changed: false, gone: new Set<string>() };
    const forced = new Map(options.replace);
    const fresh: string[] = [];
    for (const server of mayBeBroken(now) ? await brokenServers(engine, place, { repair: refresh }) : []) {
      if (!server.launched) fresh.push(server.urn);
      else if (refresh) forced.set(server.urn, `Nova has it in ERROR: ${server.reason}`);
    }
    if (options.refuseLosses) {
      await refuseLosses(engine, now, {
        ...place,
        gone: drift.gone,
        forced,
        fresh,
        settled: settled && !drift.changed,
      });
    }
    return [
      ...[...forced.keys(), ...fresh].flatMap((urn) => ["--replace", urn]),
      ...(options.only ?? []).flatMap((urn) => ["--target", urn]),
    ];
  };
  try {
    return await update(engine, "up", ["up", ...pack], options, prepare);
  } catch (error) {
    throw await withNovasReasons(error, engine, place);
  }
}

/** `pulumi destroy` of a stack; nothing happens when there is none. The empty stack stays. */
export async function destroyStack(
  engine: Engine,
  options: Omit<UpOptions, "policyPack" | "refresh">,
): Promise<UpResult> {
  return update(engine, "destroy", ["destroy"], options);
}

async function update(
  engine: Engine,
  what: "up" | "refresh" | "destroy",
  command: readonly string[],
  options: UpOptions,
  prepare?: () => Promise<string[]>,
): Promise<UpResult> {
  const { stack, cwd, signal, onProgress } = options;
  const env = options.env ?? engineEnvironment(engine);
  const project = projectName(cwd);
  const recover = () => recoverStack(engine, stack, { project, cwd, env, onProgress, signal });
  await recover();
  const progress = new UpdateProgress(options.expected ?? countBefore(env, project, stack));
  const more = (await prepare?.()) ?? [];
  const args = [...command, ...more, "--stack", stack, "--yes", "--skip-preview", "--json"];
  const runOnce = () =>
    runPulumi(engine, args, {
      cwd,
      env,
      signal,
      onLine: (line, stream) => {
        const event = stream === "stdout" ? readEvent(line) : undefined;
        if (event === undefined) return;
        options.onEvent?.(event);
        const message = progress.take(event);
        if (message !== undefined) onProgress?.(message);
      },
    });
  const run = async () => {
    const result = await runOnce();
    if (!isLocked(result)) return result;
    // Another update began between our look at the locks and the engine's: it is waited for as any other.
    await recover();
    return runOnce();
  };
  onProgress?.("starting the program");
  let result = await run();
  if (result.code !== 0 && /no stack named/.test(result.stderr + result.stdout)) {
    if (what !== "up") return progress.result();
    onProgress?.(`making the stack ${stack}`);
    const init = await runPulumi(engine, ["stack", "init", stack, "--no-select"], { cwd, env, signal });
    if (init.code !== 0) throw new EngineError(`The stack ${stack} could not be made:\n${tail(init.stderr)}`);
    result = await run();
  }
  signal?.throwIfAborted();
  if (result.code !== 0 && isTransient(progress.errors)) {
    onProgress?.(`once more after ${inOneLine(progress.errors[0] ?? "")}`);
    progress.goOn();
    result = await run();
    signal?.throwIfAborted();
  }
  if (result.code !== 0) throw updateFailure(what, stack, result, progress.errors);
  return progress.result();
}

const isLocked = ({ code, stderr, stdout }: ToolResult): boolean =>
  code !== 0 && /the stack is currently locked by/.test(stderr + stdout);

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function countBefore(env: Record<string, string>, project: string, stack: string): number | undefined {
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  return folder === undefined ? undefined : readCheckpoint(folder, project, stack)?.resources?.length;
}

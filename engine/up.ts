import { inBoth, type Progress, type Text } from "../model/text.ts";
import { withGuardedState } from "./backend/guard.ts";
import { checkPassphrase } from "./backend/passphrase.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { engineEnvironment } from "./environment.ts";
import { EngineError } from "./errors.ts";
import { tail, type ToolResult } from "./host/tool.ts";
import { driftBetween } from "./losses/drift.ts";
import { refuseLosses } from "./losses/refuse-losses.ts";
import type { PlannedResource } from "./recovery/planned-resource.ts";
import { type Recovery, recoverStack, type RecoverOptions } from "./recovery/recover-stack.ts";
import { runPulumi } from "./run-pulumi.ts";
import { brokenServers, mayBeBroken, withNovasReasons } from "./servers/broken-servers.ts";
import type { Engine } from "./setup/resolve.ts";
import { projectName } from "./stacks.ts";
import { fileBackendFolder } from "./state.ts";
import { readState } from "./state/edit-state.ts";
import { isAsUpdateLeft, noteUpdate, unchangedResult } from "./state/unchanged.ts";
import { readEvent, type StackEvent, UpdateProgress, type UpResult } from "./update/events.ts";
import { OpenCreations } from "./update/open-creations.ts";
import { isTransient } from "./update/transient.ts";
import { updateFailure } from "./update/update-failure.ts";

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
  /** Stops with `LossError` before anything is replaced or deleted that holds data or addresses. */
  refuseLosses?: boolean;
  /** Replaces these in any case: URN to the reason. */
  replace?: ReadonlyMap<string, Text>;
  /** URNs of all that is looked at; everything when absent. */
  only?: readonly string[];
  /** A line about how far it is, such as "create port web-1 (12 of 47)". */
  onProgress?: Progress;
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
  /** All that the program would register, where the caller has planned it: then nothing that a run made is lost. */
  planned?: readonly PlannedResource[];
}

/**
 * `pulumi up` of a stack, which is made first when there is none and recovered first when an earlier update of it did
 * not end well. Where a cloud refused for a moment it goes on, as long as it gets further: what was built stays, and
 * what was built without an answer is looked for first.
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

/**
 * The cloud's truth first, where it is asked for, so that the update is judged and made by what is there; it ends there
 * where nothing else has changed either.
 */
async function runEngine(engine: Engine, options: UpOptions): Promise<UpResult> {
  const { stack, cwd, env = engineEnvironment(engine), policyPack, signal, refresh, key } = options;
  const project = projectName(cwd);
  const pack = policyPack === undefined ? [] : ["--policy-pack", policyPack];
  const place = { ...options, env, project };
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  const settled = folder !== undefined && isAsUpdateLeft(folder, project, stack);
  const state = () => readState(engine, project, stack, { cwd, env, signal });
  const before = refresh ? await state() : undefined;
  const unchanged =
    refresh && folder !== undefined && key !== undefined ? unchangedResult(folder, project, stack, key) : undefined;
  if (refresh) await update(engine, "refresh", ["refresh"], options);
  const read = refresh ? await state() : undefined;
  const drift = refresh ? driftBetween(before, read) : { changed: false, gone: new Set<string>() };
  if (unchanged !== undefined && !drift.changed && !mayBeBroken(read)) return unchanged;
  const prepare = async (): Promise<string[]> => {
    const now = await state();
    const forced = new Map(options.replace);
    const fresh: string[] = [];
    for (const server of mayBeBroken(now) ? await brokenServers(engine, place, { repair: refresh }) : []) {
      if (!server.launched) fresh.push(server.urn);
      else if (refresh) forced.set(server.urn, inError(server.reason));
    }
    if (options.refuseLosses) {
      await refuseLosses(engine, now, {
        ...place,
        before,
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

function inError(reason: Text): Text {
  return { en: `Nova has it in ERROR: ${reason.en}`, vi: `Nova ghi nó ở trạng thái ERROR: ${reason.vi}` };
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
  const { stack, cwd } = options;
  const env = options.env ?? engineEnvironment(engine);
  const project = projectName(cwd);
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  await checkPassphrase({ cwd, folder, project, stack }, env);
  const work = (full?: AbortSignal) => {
    const signals = [options.signal, full].filter((signal) => signal !== undefined);
    return updateGuarded(
      engine,
      what,
      command,
      { ...options, env, project, folder, signal: AbortSignal.any(signals) },
      prepare,
    );
  };
  if (folder === undefined) return work();
  try {
    return await withGuardedState({ folder, project, stack }, work);
  } catch (error) {
    // A full disk may have cut the state off within the second between two looks at it.
    readCheckpoint(folder, project, stack);
    throw error;
  }
}

async function updateGuarded(
  engine: Engine,
  what: "up" | "refresh" | "destroy",
  command: readonly string[],
  options: UpOptions & { env: Record<string, string>; project: string; folder?: string; signal: AbortSignal },
  prepare?: () => Promise<string[]>,
): Promise<UpResult> {
  const { stack, cwd, env, project, folder, signal, planned, onProgress } = options;
  const recover = (after: Pick<RecoverOptions, "doubtful" | "answered"> = {}): Promise<Recovery> =>
    recoverStack(engine, stack, {
      project,
      cwd,
      env,
      onProgress,
      signal,
      planned,
      strict: what !== "destroy",
      ...after,
    });
  await recover();
  const makeStack = async (): Promise<void> => {
    onProgress?.({ en: `making the stack ${stack}`, vi: `đang tạo stack ${stack}` });
    const init = await runPulumi(engine, ["stack", "init", stack, "--no-select"], { cwd, env, signal });
    if (init.code === 0) return;
    throw new EngineError({
      en: `The stack ${stack} could not be made:\n${tail(init.stderr)}`,
      vi: `Không tạo được stack ${stack}:\n${tail(init.stderr)}`,
    });
  };
  const before = folder === undefined ? undefined : readCheckpoint(folder, project, stack);
  if (folder !== undefined && before === undefined) {
    if (what !== "up") return new UpdateProgress(options.expected).result();
    await makeStack();
  }
  const progress = new UpdateProgress(options.expected ?? before?.resources?.length);
  const prepared = (await prepare?.()) ?? [];
  const args = [...command, ...prepared, "--stack", stack, "--yes", "--skip-preview", "--json"];
  const creations = new OpenCreations();
  const runOnce = (more: readonly string[]) =>
    runPulumi(engine, [...args, ...more], {
      cwd,
      env,
      signal,
      onLine: (line, stream) => {
        const event = stream === "stdout" ? readEvent(line) : undefined;
        if (event === undefined) return;
        options.onEvent?.(event);
        creations.take(event);
        const message = progress.take(event);
        if (message !== undefined) onProgress?.(message);
      },
    });
  const run = async (...more: string[]) => {
    const result = await runOnce(more);
    if (!isLocked(result)) return result;
    // Another update began between our look at the locks and the engine's: it is waited for as any other.
    await recover();
    return runOnce(more);
  };
  onProgress?.({ en: "starting the program", vi: "đang khởi động chương trình" });
  let result = await run();
  if (result.code !== 0 && /no stack named/.test(result.stderr + result.stdout)) {
    if (what !== "up") return progress.result();
    await makeStack();
    result = await run();
  }
  signal.throwIfAborted();
  for (let [turn, idle] = [1, 0]; result.code !== 0; turn++) {
    const failure = updateFailure(what, stack, result, progress.errors);
    const found = await foundAfter(failure, recover, creations);
    idle = creations.steps + found > 0 ? 0 : idle + 1;
    if (turn === MOST_TURNS || idle === 2 || !isTransient(progress.errors, found > 0)) throw failure;
    const first = inOneLine(progress.errors[0] ?? "");
    onProgress?.({ en: `once more after ${first}`, vi: `thử lại sau lỗi ${first}` });
    progress.goOn();
    creations.goOn();
    // One refusal of a cloud that refuses now and then must not hold up all that does not hang on it.
    result = await run("--continue-on-error");
    signal.throwIfAborted();
  }
  return progress.result();
}

/** How often a run goes on by itself at most; each time it must have got further. */
const MOST_TURNS = 12;

/**
 * Looks for what a run made without hearing of it.
 *
 * @returns how much was found
 * @throws EngineError why the run failed, and why that can't be looked for
 */
async function foundAfter(
  failure: EngineError,
  recover: (after: Pick<RecoverOptions, "doubtful" | "answered">) => Promise<Recovery>,
  { inDoubt, answered }: OpenCreations,
): Promise<number> {
  try {
    const { operations } = await recover({ doubtful: inDoubt, answered });
    return operations.filter(({ now }) => now === "adopted" || now === "removed").length;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(
      inBoth((language) => `${failure.text[language]}\n${error.text[language]}`),
      undefined,
      error,
    );
  }
}

const isLocked = ({ code, stderr, stdout }: ToolResult): boolean =>
  code !== 0 && /the stack is currently locked by/.test(stderr + stdout);

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

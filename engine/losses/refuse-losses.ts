import { inBoth, type Progress, type Text } from "../../model/text.ts";
import { type Deployment, readCheckpoint, rootOutputs } from "../checkpoint.ts";
import { EngineError } from "../errors.ts";
import type { PlannedResource } from "../recovery/planned-resource.ts";
import { runPulumi } from "../run-pulumi.ts";
import type { Engine } from "../setup/resolve.ts";
import { fileBackendFolder } from "../state.ts";
import { readEvent, UpdateProgress } from "../update/events.ts";
import { isTransient } from "../update/transient.ts";
import { updateFailure } from "../update/update-failure.ts";
import { holdingKind } from "./kinds.ts";
import { type Loss, lossesIn, lossLines, type PreviewStep, readPreviewStep } from "./losses.ts";
import { mayLose, type OutputsNow } from "./may-lose.ts";

/** An update that would end something that holds data or addresses, and that nobody has agreed to; nothing was done. */
export class LossError extends EngineError {
  override name = "LossError";
  /** Name of the stack; `stack` is where an error was thrown. */
  readonly ofStack: string;
  readonly losses: readonly Loss[];

  constructor(stack: string, losses: readonly Loss[]) {
    const begun = { en: `pulumi up of ${stack} was not begun:`, vi: `Chưa bắt đầu pulumi up của ${stack}:` };
    super(
      inBoth((language) => [begun[language], ...lossLines(losses).map((line) => line[language])].join("\n")),
      {
        en: "Nothing of it was done. To agree: --yes, or an answer at a terminal.",
        vi: "Chưa làm gì. Nếu đồng ý: thêm --yes, hoặc trả lời ở cửa sổ dòng lệnh.",
      },
    );
    this.ofStack = stack;
    this.losses = losses;
  }
}

export interface RefuseOptions {
  stack: string;
  project: string;
  cwd: string;
  env: Record<string, string>;
  /** What the program registers; without it the engine is always asked. */
  planned?: readonly PlannedResource[];
  /** Whether what the provider last said of each resource agrees with what the program asked for then. */
  settled: boolean;
  /** The state before a refresh, which forgets what a resource was made from once that is gone. */
  before?: Deployment;
  /** URNs of what a refresh did not find in the cloud. */
  gone: ReadonlySet<string>;
  /** What the update replaces in any case: URN to the reason. */
  forced: ReadonlyMap<string, Text>;
  /** URNs of servers that it makes anew, since they never ran. */
  fresh: readonly string[];
  onProgress?: Progress;
  signal?: AbortSignal;
}

/**
 * Stops before an update that would end something that holds data or addresses. Where the offline plan and the state
 * agree that nothing does, that costs a file read; otherwise the engine previews the update.
 *
 * @throws LossError; EngineError where the engine can't tell
 */
export async function refuseLosses(
  engine: Engine,
  state: Deployment | undefined,
  options: RefuseOptions,
): Promise<void> {
  const { stack, planned, settled, forced, fresh, gone, env, project } = options;
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  if (!state?.resources?.some(({ type }) => holdingKind(type) !== undefined)) return;
  const asPlanned = settled && forced.size + fresh.length === 0;
  if (asPlanned && planned !== undefined && !mayLose(state, planned, outputsIn(folder, project))) return;
  options.onProgress?.({
    en: "looking at what would be replaced or deleted",
    vi: "đang xem những gì sẽ bị thay thế hoặc xóa",
  });
  const steps = await previewSteps(engine, options);
  const losses = lossesIn(steps, { planned: planned ?? (options.before ?? state).resources, gone, forced }).filter(
    ({ urn }) => !fresh.includes(urn),
  );
  if (losses.length > 0) throw new LossError(stack, losses);
}

/** Outputs of the stacks of a project by what others call them; what lies elsewhere than in files is not known. */
function outputsIn(folder: string | undefined, project: string): OutputsNow {
  return (reference) => {
    const [, of, stack] = reference.split("/");
    return folder === undefined || of !== project || stack === undefined
      ? undefined
      : rootOutputs(readCheckpoint(folder, project, stack));
  };
}

async function previewSteps(engine: Engine, options: RefuseOptions, turns = 2): Promise<PreviewStep[]> {
  const { stack, cwd, env, forced, fresh, signal } = options;
  const steps: PreviewStep[] = [];
  const progress = new UpdateProgress();
  const replaced = [...forced.keys(), ...fresh].flatMap((urn) => ["--replace", urn]);
  const result = await runPulumi(engine, ["preview", "--stack", stack, "--json", ...replaced], {
    cwd,
    env: { ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    signal,
    onLine: (line, stream) => {
      if (stream !== "stdout") return;
      const step = readPreviewStep(line);
      if (step !== undefined) steps.push(step);
      const event = readEvent(line);
      if (event !== undefined) progress.take(event);
    },
  });
  signal?.throwIfAborted();
  if (result.code === 0) return steps;
  if (turns > 1 && isTransient(progress.errors)) return previewSteps(engine, options, turns - 1);
  throw updateFailure("preview", stack, result, progress.errors);
}

import { type Deployment, type Export, readCheckpoint } from "../checkpoint.ts";
import { EngineError } from "../errors.ts";
import { tail } from "../host/tool.ts";
import { runPulumi, type RunOptions } from "../run-pulumi.ts";
import type { Engine } from "../setup/resolve.ts";
import { fileBackendFolder } from "../state.ts";

/** Where a stack's state is: the folder of Pulumi.yaml, and the environment that names the backend. */
export type Place = Pick<RunOptions, "cwd" | "env" | "signal" | "timeoutMs">;

/**
 * The state of a stack, its secrets encrypted unless they are to be shown; undefined when there is no such stack.
 *
 * @throws EngineError when it can't be read
 */
export async function exportState(
  engine: Engine,
  stack: string,
  place: Place,
  { secrets = false }: { secrets?: boolean } = {},
): Promise<Export | undefined> {
  const shown = secrets ? ["--show-secrets"] : [];
  const { code, stdout, stderr } = await runPulumi(engine, ["stack", "export", "--stack", stack, ...shown], place);
  place.signal?.throwIfAborted();
  if (code === 0) return JSON.parse(stdout) as Export;
  if (/no stack named/.test(stderr)) return undefined;
  throw new EngineError({
    en: `The state of ${stack} can't be read:\n${tail(stderr)}`,
    vi: `Không đọc được trạng thái của ${stack}:\n${tail(stderr)}`,
  });
}

/** The state of a stack, its secrets encrypted: by its file where the backend has files, else as `exportState`. */
export async function readState(
  engine: Engine,
  project: string,
  stack: string,
  place: Place,
): Promise<Deployment | undefined> {
  const folder = fileBackendFolder(place.env?.["PULUMI_BACKEND_URL"] ?? "");
  return folder === undefined
    ? (await exportState(engine, stack, place))?.deployment
    : readCheckpoint(folder, project, stack);
}

/**
 * Changes the state of a stack at once; what is written back stays encrypted throughout. No resource of the cloud is
 * touched.
 *
 * @throws EngineError when it can't be read or written, or does not hold together afterwards
 */
export async function editState(
  engine: Engine,
  stack: string,
  change: (deployment: Deployment) => Deployment,
  place: Place,
): Promise<void> {
  const now = await exportState(engine, stack, place);
  if (now === undefined) throw new EngineError({ en: `There is no stack ${stack}.`, vi: `Không có stack ${stack}.` });
  const input = JSON.stringify({ ...now, deployment: change(now.deployment) });
  const { code, stderr } = await runPulumi(engine, ["stack", "import", "--stack", stack], { ...place, input });
  place.signal?.throwIfAborted();
  if (code === 0) return;
  throw new EngineError({
    en: `The state of ${stack} can't be written:\n${tail(stderr)}`,
    vi: `Không ghi được trạng thái của ${stack}:\n${tail(stderr)}`,
  });
}

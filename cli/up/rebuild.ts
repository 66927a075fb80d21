import { type Engine, recoverStack, runPulumi } from "../../engine/engine.ts";
import { tail } from "../../engine/host/tool.ts";
import { readState } from "../../engine/state/edit-state.ts";
import { upStack } from "../../engine/up.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import type { StackPreview } from "../../infra/preview/planned-resource.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, PROJECT, projectStack } from "../../infra/stack-names.ts";
import type { Progress } from "../../model/text.ts";
import type { Session } from "../cloud/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { environmentOf } from "./build-stacks.ts";

/** What became of one stack. */
export interface Rebuilt {
  stack: string;
  /** How many things in the cloud were taken over; undefined where the state lacked nothing. */
  takenOver?: number;
}

interface Place {
  engine: Engine;
  environments: Session["environments"];
  cwd: string;
  signal: AbortSignal;
  onProgress: Progress;
}

/**
 * Makes states anew from what stands in the cloud, for the platform and for agencies whose states are lost: all that the
 * plan would make is looked for and taken over, what is not there is made, and a deployer gets a new password. A preview
 * that shows no change ends it. A stack whose state lacks nothing is left as it is; ended early, it can be repeated.
 *
 * @throws EngineError where the cloud has something otherwise than it is planned; UserError where a preview shows changes
 */
export async function rebuildStates(
  repository: Repository,
  agencies: readonly string[],
  place: Place,
): Promise<Rebuilt[]> {
  const stacks = [PLATFORM_STACK, ...agencies.flatMap((agency) => [projectStack(agency), agency])];
  const rebuilt: Rebuilt[] = [];
  for (const plan of await previewStacks(stacks, repository)) rebuilt.push(await rebuildState(plan, place));
  return rebuilt;
}

async function rebuildState({ stack, resources }: StackPreview, { environments, ...place }: Place): Promise<Rebuilt> {
  const { engine, cwd, signal } = place;
  const env = environmentOf(environments, stack);
  const options = { ...place, env };
  const state = await readState(engine, PROJECT, stack, { cwd, env, signal });
  const present = new Set(state?.resources?.map(({ urn }) => urn));
  const lost = new Set(resources.flatMap(({ urn, custom }) => (custom && !present.has(urn) ? [urn] : [])));
  if (lost.size === 0) return { stack };
  // Providers first: with what they know the cloud is asked. Nothing is made yet.
  const first = resources.filter(({ type }) => type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:"));
  await upStack(engine, { stack, ...options, only: first.map(({ urn }) => urn) });
  const search = { project: PROJECT, planned: resources, doubtful: lost, answered: true };
  const { operations } = await recoverStack(engine, stack, { ...options, ...search });
  await upStack(engine, { stack, ...options, planned: resources, refuseLosses: true });
  const preview = ["preview", "--stack", stack, "--expect-no-changes"];
  const { code, stdout, stderr } = await runPulumi(engine, preview, { cwd, env, signal });
  signal.throwIfAborted();
  if (code !== 0) {
    const said = tail(`${stdout}\n${stderr}`, 30);
    throw new UserError(
      {
        en: `The state of ${stack} is there again, but a preview shows changes:\n${said}`,
        vi: `Trạng thái của ${stack} đã có lại, nhưng bản xem trước còn thay đổi:\n${said}`,
      },
      exitCode.failed,
    );
  }
  return { stack, takenOver: operations.filter(({ now }) => now === "adopted").length };
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { asText, type Text } from "../model/text.ts";
import { DamagedStateError } from "./backend/damage.ts";
import { stacksIn } from "./backend/state-file.ts";
import { masked, readCheckpoint, rootOutputs } from "./checkpoint.ts";
import { engineEnvironment } from "./environment.ts";
import { EngineError } from "./errors.ts";
import { runPulumi, type RunOptions } from "./run-pulumi.ts";
import type { Engine } from "./setup/resolve.ts";
import { fileBackendFolder } from "./state.ts";

/** Where a backend's stacks are asked for: the folder of Pulumi.yaml, and the environment that names the backend. */
type Place = Pick<RunOptions, "cwd" | "env">;

const list = z.array(z.object({ name: z.string(), resourceCount: z.number().nullish() }));
const outputs = z.record(z.string(), z.unknown());

/**
 * Names of the stacks that hold something: a stack that was taken away stays in Pulumi's list, empty. One whose state is
 * damaged counts: what it made stands in the cloud still.
 *
 * @param among look only at those for whose names it holds; at all by default
 * @throws EngineError with Pulumi's own words when it cannot read its state
 */
export async function standingStacks(
  engine: Engine,
  place: Place,
  among: (name: string) => boolean = () => true,
): Promise<string[]> {
  const own = ownBackend(engine, place);
  if (own !== undefined) {
    // Pulumi's own list fails as a whole when one state is damaged, and takes a second.
    return stacksIn(own.folder, own.project).filter(
      (stack) => among(stack) && standsIn(own.folder, own.project, stack),
    );
  }
  const stacks = list.parse(await answer(engine, ["stack", "ls"], place));
  // A self-managed backend may give full names, `organization/project/stack`, and need not count.
  return stacks
    .filter(({ resourceCount }) => resourceCount !== 0)
    .map(({ name }) => name.slice(name.lastIndexOf("/") + 1))
    .filter(among);
}

function standsIn(folder: string, project: string, stack: string): boolean {
  try {
    const { resources = [], pending_operations: pending = [] } = readCheckpoint(folder, project, stack) ?? {};
    return resources.length + pending.length > 0;
  } catch (error) {
    if (error instanceof DamagedStateError) return true;
    throw error;
  }
}

/**
 * Outputs of those of the named stacks that stand, by stack. Secrets stay masked.
 *
 * @param onDamaged called with what is wrong with a stack whose state is damaged, and what to do; it is left out
 * @throws EngineError with Pulumi's own words when it cannot read its state
 */
export async function stackOutputs(
  engine: Engine,
  stacks: readonly string[],
  place: Place,
  onDamaged: (message: Text) => void,
): Promise<Record<string, Record<string, unknown>>> {
  const own = ownBackend(engine, place);
  if (own !== undefined) {
    return Object.fromEntries(stacks.flatMap((stack) => outputsIn(own.folder, own.project, stack, onDamaged)));
  }
  const standing = await standingStacks(engine, place);
  const read = stacks
    .filter((stack) => standing.includes(stack))
    .map(async (stack) => {
      const its = await answer(engine, ["stack", "output", "--stack", stack], place);
      return [stack, outputs.parse(its)] as const;
    });
  return Object.fromEntries(await Promise.all(read));
}

/**
 * Outputs of a stack with its secrets in the clear; undefined where it does not stand. Never log them.
 *
 * @throws EngineError with Pulumi's own words when it cannot read its state
 */
export async function secretOutputs(
  engine: Engine,
  stack: string,
  place: Place,
): Promise<Record<string, unknown> | undefined> {
  if ((await standingStacks(engine, place, (name) => name === stack)).length === 0) return undefined;
  return outputs.parse(await answer(engine, ["stack", "output", "--show-secrets", "--stack", stack], place));
}

/** The backend whose files this process can read without the engine, which would take half a second for each question. */
function ownBackend(engine: Engine, { cwd, env }: Place): { folder: string; project: string } | undefined {
  const folder = fileBackendFolder((env ?? engineEnvironment(engine))["PULUMI_BACKEND_URL"] ?? "");
  return folder === undefined ? undefined : { folder, project: projectName(cwd ?? ".") };
}

/** A stack's outputs as an entry; none when it holds nothing, or its state is damaged. */
function outputsIn(
  folder: string,
  project: string,
  stack: string,
  onDamaged: (message: Text) => void,
): (readonly [string, Record<string, unknown>])[] {
  try {
    const its = rootOutputs(readCheckpoint(folder, project, stack));
    return its === undefined ? [] : [[stack, outputs.parse(masked(its))]];
  } catch (error) {
    if (!(error instanceof DamagedStateError)) throw error;
    onDamaged(error.text);
    return [];
  }
}

async function answer(engine: Engine, question: readonly string[], place: Place): Promise<unknown> {
  const { code, stdout, stderr } = await runPulumi(engine, [...question, "--json"], place);
  if (code !== 0) throw new EngineError(asText(`pulumi ${question.join(" ")}: ${stderr.trim()}`));
  return JSON.parse(stdout);
}

/** The `name` of the Pulumi.yaml in a folder. Throws EngineError where there is none. */
export function projectName(cwd: string): string {
  const path = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(cwd, name)).find((p) => existsSync(p));
  const name = path === undefined ? undefined : (parse(readFileSync(path, "utf8")) as { name?: string }).name;
  if (name === undefined) {
    throw new EngineError({
      en: `There is no Pulumi.yaml with a name in ${cwd}.`,
      vi: `Không có Pulumi.yaml ghi tên dự án trong ${cwd}.`,
    });
  }
  return name;
}

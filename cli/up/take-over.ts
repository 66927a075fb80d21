import { type Deployment, rootOutputs } from "../../engine/checkpoint.ts";
import type { Engine } from "../../engine/engine.ts";
import { recoverStack } from "../../engine/recovery/recover-stack.ts";
import { editState, type Place, readState } from "../../engine/state/edit-state.ts";
import { moveComponents } from "../../engine/state/move-components.ts";
import { agenciesInPlatform } from "../../infra/project/taken-over.ts";
import { PLATFORM_STACK, PROJECT, projectStack } from "../../infra/stack-names.ts";
import type { Progress } from "../../model/text.ts";

/** Outputs of the platform of 0.1.0 that told of its agencies; the second held every deployer's password. */
const OUTPUTS_THEN = ["tenants", "deployers"];

/**
 * Takes over a platform that 0.1.0 built: what it holds of each agency moves into the stack of that agency's project.
 * Nothing is deleted or replaced, in the cloud nothing is touched, and a run that is killed here can be repeated. Costs a
 * look at a file where there is nothing to take over.
 *
 * @returns the agencies whose projects were moved
 */
export async function takeOver(
  engine: Engine,
  place: Required<Pick<Place, "cwd" | "env">> & Pick<Place, "signal">,
  onProgress: Progress,
): Promise<string[]> {
  const before = await readState(engine, PROJECT, PLATFORM_STACK, place);
  if (before === undefined || !isOfThen(before)) return [];
  await recoverStack(engine, PLATFORM_STACK, { project: PROJECT, ...place, onProgress });
  const state = (await readState(engine, PROJECT, PLATFORM_STACK, place)) ?? before;
  const agencies = agenciesIn(state);
  for (const [agency, urns] of agencies) {
    onProgress({
      en: `${agency}: its project moves into a stack of its own`,
      vi: `${agency}: dự án được chuyển sang stack riêng`,
    });
    await moveComponents(engine, { from: PLATFORM_STACK, to: projectStack(agency), urns }, place);
  }
  // From now on nobody who reads the platform's outputs reads a password.
  await editState(engine, PLATFORM_STACK, withoutOutputsThen, place);
  return [...agencies.keys()];
}

const agenciesIn = (state: Deployment) => agenciesInPlatform((state.resources ?? []).map(({ urn }) => urn));

/** Outputs alone tell of a take-over that was not finished, agencies alone of a platform that was never finished. */
const isOfThen = (state: Deployment): boolean =>
  OUTPUTS_THEN.some((name) => name in (rootOutputs(state) ?? {})) || agenciesIn(state).size > 0;

const withoutOutputsThen = (state: Deployment): Deployment => ({
  ...state,
  resources: state.resources?.map((resource) =>
    resource.type === "pulumi:pulumi:Stack" && resource.outputs !== undefined
      ? {
          ...resource,
          outputs: Object.fromEntries(
            Object.entries(resource.outputs).filter(([name]) => !OUTPUTS_THEN.includes(name)),
          ),
        }
      : resource,
  ),
});

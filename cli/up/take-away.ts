import { rootOutputs } from "../../engine/checkpoint.ts";
import { readState } from "../../engine/state/edit-state.ts";
import { destroyStack } from "../../engine/up.ts";
import { PLATFORM_STACK, PROJECT, stackKind } from "../../infra/stack-names.ts";
import type { Progress } from "../../model/text.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openPatientSession } from "../../openstack/patient-session.ts";
import { removeProjectLeftovers } from "../../openstack/project-leftovers.ts";
import type { Session } from "../cloud/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { settleParts } from "../terminal/progress.ts";
import { type BuildWork, environmentOf } from "./build-stacks.ts";
import { interruptible } from "./interrupt.ts";
import { failureLines, failuresOf } from "./summary.ts";

/**
 * Destroys stacks: each agency's in the order given, several agencies at once, then the platform, which stays where
 * something could not be taken away.
 *
 * @throws UserError that tells what did not end well; everything else has been taken away by then
 */
export function takeAway(
  { engine, environments }: Session,
  cwd: string,
  what: {
    stacks: ReadonlyMap<string, readonly string[]>;
    platform: boolean;
    planned: BuildWork["planned"];
    parallel: number;
  },
): Promise<void> {
  return interruptible(async (signal) => {
    const removeLeftovers = async (stack: string): Promise<void> => {
      const state = await readState(engine, PROJECT, stack, { cwd, env: environments.platform, signal });
      const projectId = rootOutputs(state)?.["projectId"];
      // What is protected stays, and its quotas with it.
      if (typeof projectId !== "string" || state?.resources?.some(({ protect }) => protect === true)) return;
      const session = await openPatientSession(cloudConfig(environments.platform), signal);
      await removeProjectLeftovers(session, projectId);
    };
    const part = (title: string, stacks: readonly string[]) => ({
      title: `pulumi destroy: ${title}`,
      run: async (onProgress: Progress) => {
        for (const stack of stacks) {
          signal.throwIfAborted();
          const env = environmentOf(environments, stack);
          if (stackKind(stack).kind === "project") await removeLeftovers(stack);
          await destroyStack(engine, { stack, cwd, env, planned: what.planned.get(stack), onProgress, signal });
        }
      },
    });
    const settle = async (names: readonly string[], parts: ReturnType<typeof part>[], parallel: number) => {
      const settled = await settleParts(parts, {}, parallel);
      signal.throwIfAborted();
      const failures = failuresOf(names, settled);
      if (failures.length > 0) throw new UserError(failureLines(failures).join("\n"), exitCode.failed);
    };
    const agencies = [...what.stacks];
    const parts = agencies.map(([agency, stacks]) => part(agency, stacks));
    await settle(
      agencies.map(([agency]) => agency),
      parts,
      what.parallel,
    );
    if (what.platform) await settle([PLATFORM_STACK], [part(PLATFORM_STACK, [PLATFORM_STACK])], 1);
  });
}

import { readCheckpoint } from "../../engine/checkpoint.ts";
import { fileBackendFolder } from "../../engine/state.ts";
import type { PlannedResource } from "../../infra/preview/planned-resource.ts";
import { displayInputs } from "../../infra/preview/property-value.ts";
import { DEPLOYER_ROLE } from "../../infra/project/project-outputs.ts";
import { PROJECT } from "../../infra/stack-names.ts";
import { inBoth, type Text } from "../../model/text.ts";
import { conflicts } from "../../openstack/preflight/conflicts.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

const NOTHING_BUILT: Text = {
  en: "Nothing was built: something in the cloud is in the way.",
  vi: "Chưa xây dựng gì: trên đám mây có thứ gây cản trở.",
};

/**
 * Stops where something stands in the cloud that is in the way of what the operator's stacks have still to make.
 *
 * @param plans of the operator's stacks
 * @param backendUrl where state lies; elsewhere than in files it is not read, and a stack that stands counts as made
 * @param standing names of the stacks that hold something
 * @throws UserError with every obstacle and what to do about it
 */
export async function refuseObstacles(
  session: OpenStackSession,
  plans: readonly { stack: string; resources: readonly PlannedResource[] }[],
  { backendUrl, standing }: { backendUrl: string; standing: readonly string[] },
): Promise<void> {
  const folder = fileBackendFolder(backendUrl);
  const all = plans.flatMap(({ stack, resources }) => {
    const state =
      folder === undefined || !standing.includes(stack) ? undefined : readCheckpoint(folder, PROJECT, stack);
    const made = new Set(state?.resources?.map(({ urn }) => urn));
    const allMade = folder === undefined && standing.includes(stack);
    return resources.map(({ urn, type, raw }) => ({
      missing: !allMade && !made.has(urn),
      resource: { type, inputs: displayInputs(raw) },
    }));
  });
  const found = await conflicts(session, {
    all: all.map(({ resource }) => resource),
    missing: all.filter(({ missing }) => missing).map(({ resource }) => resource),
    roles: [DEPLOYER_ROLE],
  });
  if (found.length === 0) return;
  throw new UserError(
    inBoth((language) => [NOTHING_BUILT[language], ...found.map((line) => `  ${line[language]}`)].join("\n")),
    exitCode.failed,
  );
}

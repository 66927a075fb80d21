import type { ResourceState } from "../../engine/checkpoint.ts";
import type { Engine } from "../../engine/engine.ts";
import { readState } from "../../engine/state/edit-state.ts";
import { upStack } from "../../engine/up.ts";
import { PROJECT } from "../../infra/stack-names.ts";
import type { Progress } from "../../model/text.ts";
import type { Session } from "../cloud/session.ts";

/**
 * Gives the deployer of an agency a new password: the project's stack makes one and tells it to the cloud and, by its
 * outputs, to the agency's stack, whose provider takes it up; nothing else of that stack is looked at. What was changed by
 * hand about the user, such as that it is switched off, is put back. Ended early, it can be repeated.
 *
 * @param stacks - names: of the one that makes the deployer, and of the one that it makes
 * @returns false where there is no deployer
 * @throws EngineError; LossError where the project's stack would end something that holds data or addresses
 */
export async function giveNewPassword(
  engine: Engine,
  stacks: { project: string; agency: string },
  options: {
    cwd: string;
    environments: Session["environments"];
    onProgress?: Progress;
    signal?: AbortSignal;
  },
): Promise<boolean> {
  const { cwd, environments, onProgress, signal } = options;
  const ofType = async (stack: string, env: Record<string, string>, type: string): Promise<ResourceState[]> =>
    ((await readState(engine, PROJECT, stack, { cwd, env, signal }))?.resources ?? []).filter(
      (resource) => resource.type === type && resource["delete"] !== true,
    );
  const asOperator = { cwd, env: environments.platform, onProgress, signal };
  const passwords = await ofType(stacks.project, environments.platform, "random:index/randomPassword:RandomPassword");
  if (passwords.length === 0) return false;
  await upStack(engine, {
    ...asOperator,
    stack: stacks.project,
    refresh: true,
    refuseLosses: true,
    replace: new Map(passwords.map(({ urn }) => [urn, { en: "it gets a new one", vi: "được cấp mật khẩu mới" }])),
  });
  const providers = await ofType(stacks.agency, environments.agency, "pulumi:providers:openstack");
  const own = providers.filter(({ inputs }) => inputs?.["password"] !== undefined);
  if (own.length > 0) {
    const only = own.map(({ urn }) => urn);
    await upStack(engine, { cwd, env: environments.agency, onProgress, signal, stack: stacks.agency, only });
  }
  return true;
}

import type { Repository } from "../infra/repository/repository.ts";
import { inBoth, type Text } from "../model/text.ts";
import { answered, CloudApiError } from "../openstack/cloud-api-error.ts";
import { cloudConfig } from "../openstack/cloud-config.ts";
import { cloudReader, type CloudReader } from "../openstack/cloud-reader.ts";
import { openSession, type OpenStackSession } from "../openstack/session.ts";
import type { Mend } from "./configuration/drift.ts";
import { type ConfigurationInput, verifyConfiguration } from "./configuration/verify-configuration.ts";
import { deployedTenant } from "./deployed/deployed-tenant.ts";

/** Nova writes tags from this microversion on (OpenStack Newton). */
const WITH_TAGS = { "openstack-api-version": "compute 2.26" };

export interface RepairInput extends Pick<ConfigurationInput, "environment" | "previewStacks"> {
  repository: Repository;
  /** Codes of the agencies to put back; one whose stack is not up has nothing to be put back. */
  agencies: readonly string[];
  /** Outputs of their stacks, as they were before. */
  outputs: Record<string, Record<string, unknown>>;
  /** In place of a login and of the API, for tests. */
  session?: OpenStackSession;
  reader?: CloudReader;
}

/** What a repair did. */
export interface Repair {
  /** In words, such as `server web-1: the metadata`. */
  done: Text[];
  /** What the cloud refused, and with which answer. */
  refused: Text[];
}

/**
 * Puts back through the API, as the operator, what was changed by hand in agencies' projects and a request can set: before
 * an update with a refresh, which sees some of it not at all and may be refused by some of it (an agency's deployer may
 * not take back what an operator opened to all). Deletes only parts of what is planned: rules, openings, a deployer's
 * roles. Whole things of others it leaves; `verify` names them.
 *
 * @throws CloudApiError when the cloud cannot be asked
 */
export async function repairStacks(input: RepairInput): Promise<Repair> {
  const deployed = Object.fromEntries(
    input.agencies.flatMap((agency) => {
      const tenant = deployedTenant(agency, input.outputs[agency] ?? {});
      return tenant === undefined ? [] : [[agency, tenant]];
    }),
  );
  const agencies = Object.keys(deployed);
  if (agencies.length === 0) return { done: [], refused: [] };
  const session = input.session ?? (await openSession(cloudConfig(input.environment)));
  const { repository, environment, previewStacks, reader = cloudReader(session) } = input;
  const openCloud = async (): Promise<CloudReader> => reader;
  const view = verifyConfiguration({
    repository,
    agencies,
    deployed,
    environment,
    previewStacks,
    openCloud,
    required: true,
  });
  const { mends, unread } = await view.result;
  if (unread !== undefined) throw unread;
  const repair: Repair = { done: [], refused: [] };
  // One after another: a port's security comes back before its addresses may.
  for (const mend of mends) {
    const answer = await send(session, mend);
    if (answer === undefined) repair.done.push(mend.what);
    else repair.refused.push(inBoth((language) => `${mend.what[language]}: ${answer[language]}`));
  }
  return repair;
}

/** Why it was refused; undefined when it was not. */
async function send(session: OpenStackSession, { service, method, path, body }: Mend): Promise<Text | undefined> {
  try {
    const headers: Record<string, string> = service === "compute" ? WITH_TAGS : {};
    const answer = await session.call(service, method, path, { body, headers });
    if (answer.status < 400) return undefined;
    return answered(`${method} ${path}`, answer.status, ` ${JSON.stringify(answer.body)}`);
  } catch (error) {
    if (error instanceof CloudApiError) return error.text;
    throw error;
  }
}

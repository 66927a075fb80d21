import { CloudApiError } from "./cloud-api-error.ts";
import { listAll } from "./list-all.ts";
import type { OpenStackSession } from "./session.ts";

/**
 * Takes away what OpenStack itself keeps for a project and would keep after it: the group `default`, which Neutron makes
 * when somebody first asks and which lets everything out, and the rows of its quotas. As the operator; where the cloud
 * refuses one of them, it stays.
 *
 * @throws CloudApiError when the cloud is silent
 */
export async function removeProjectLeftovers(session: OpenStackSession, projectId: string): Promise<void> {
  const project = encodeURIComponent(projectId);
  const query = `/security-groups?project_id=${project}&name=default&fields=id`;
  const groups = await unlessRefused(listAll(session, "network", query, "security_groups"));
  for (const { id } of groups ?? []) await session.call("network", "DELETE", `/security-groups/${String(id)}`);
  await session.call("network", "DELETE", `/quotas/${project}`);
  await session.call("compute", "DELETE", `/os-quota-sets/${project}`);
}

async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudApiError && error.refused) return undefined;
    throw error;
  }
}

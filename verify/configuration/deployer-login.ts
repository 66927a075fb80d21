import type { ProjectOutputs } from "../../infra/project/project-outputs.ts";
import { projectStack } from "../../infra/stack-names.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openSession } from "../../openstack/session.ts";
import type { Finding } from "../../policies/policy.ts";
import { difference } from "../finding.ts";

/** Reads the outputs of a stack with its secrets in the clear; undefined where there is no such stack. */
export type SecretOutputs = (stack: string) => Promise<Record<string, unknown> | undefined>;

/** A deployer whose login the cloud refuses. */
export interface RefusedLogin {
  userName: string;
  /** HTTP status of the refusal. */
  status: number;
}

/**
 * Logs in as an agency's deployer, by what its project's stack tells the agency's.
 *
 * @param environment - of an agency's stack: which no `OS_*` reaches
 * @returns undefined where the login is good, or there is no such stack yet
 * @throws CloudApiError when the cloud is silent or unwell
 */
export async function refusedLogin(
  agency: string,
  secretOutputs: SecretOutputs,
  environment: Record<string, string | undefined>,
): Promise<RefusedLogin | undefined> {
  const outputs = (await secretOutputs(projectStack(agency))) as Partial<ProjectOutputs> | undefined;
  const { cloud, projectId, deployer } = outputs ?? {};
  if (cloud === undefined || projectId === undefined || deployer === undefined) return undefined;
  const provider = { ...cloud, ...deployer, userDomainName: "Default", tenantId: projectId };
  try {
    await openSession(cloudConfig(environment, { provider }));
    return undefined;
  } catch (error) {
    if (!(error instanceof CloudApiError) || !error.refused) throw error;
    return { userName: deployer.userName, status: error.status ?? 0 };
  }
}

/** The command that ends such a refusal. */
export function newPasswordCommand(agency: string): string {
  return `npx province deployer reset ${agency}`;
}

/** Deployers that can't log in any more: their agencies' next run would fail. Throws as `refusedLogin`. */
export async function deployerLoginDifferences(
  agencies: readonly string[],
  secretOutputs: SecretOutputs,
  environment: Record<string, string | undefined>,
): Promise<Finding[]> {
  const refused = agencies.map(async (agency) => {
    const found = await refusedLogin(agency, secretOutputs, environment);
    if (found === undefined) return [];
    const { userName, status } = found;
    const command = newPasswordCommand(agency);
    return [
      difference("VER-20", `${agency}/${userName}`, {
        en: `the cloud refuses the login of the deployer ${userName} (${status}). Give it a new password: ${command}`,
        vi: `đám mây từ chối đăng nhập của tài khoản triển khai ${userName} (${status}). Hãy cấp mật khẩu mới: ${command}`,
      }),
    ];
  });
  return (await Promise.all(refused)).flat();
}

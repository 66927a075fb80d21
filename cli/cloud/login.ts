import { nearest } from "../../model/messages/nearest.ts";
import type { Province } from "../../model/province.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { type CloudConfig, cloudConfig } from "../../openstack/cloud-config.ts";
import { UnknownCloudError } from "../../openstack/clouds-file.ts";
import { logIn } from "../../openstack/preflight/login.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/**
 * The cloud that an environment names.
 * @throws UserError where clouds.yaml or the variables have a fault
 */
export function namedCloud(environment: NodeJS.ProcessEnv): CloudConfig {
  try {
    return cloudConfig(environment);
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    throw new UserError(`${error.message}.${choice(error)}`, exitCode.badInput, { cause: error });
  }
}

function choice(error: CloudApiError): string {
  if (!(error instanceof UnknownCloudError)) return "";
  const near = nearest(error.asked, error.known);
  const meant = near === undefined ? "" : ` Did you mean ${near}?`;
  return `${meant}\nSet OS_CLOUD to one of them, or OS_CLIENT_CONFIG_FILE to the file that has it.`;
}

/**
 * Logs in as the cloud's operator before anything is begun, and looks at the services that are needed.
 *
 * @param repository whose environment says which services there are beside network, compute and image
 * @throws UserError that says what is wrong and what to do
 */
export async function operatorLogin(
  environment: NodeJS.ProcessEnv,
  repository?: { province: Province },
): Promise<OpenStackSession> {
  const config = namedCloud(environment);
  refuseOtherRegion(config, repository?.province.environment);
  try {
    return await logIn(config, {
      services: ["network", "compute", "image", ...(repository?.province.environment.cloudServices ?? [])],
    });
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    throw new UserError(error.message, exitCode.failed, { cause: error });
  }
}

/** Agencies' deployers work in the environment's region, on what the platform made in the entry's. */
function refuseOtherRegion({ region, origin }: CloudConfig, environment: Province["environment"] | undefined): void {
  if (region === undefined || environment === undefined || environment.region === region) return;
  throw new UserError(
    `The region is '${region}' in ${origin.en}, and '${environment.region}' in the environment '${environment.name}' of ` +
      "stacks/province/environments.yaml: write the same in both.",
    exitCode.badInput,
  );
}

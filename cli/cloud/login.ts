import { nearest } from "../../model/messages/nearest.ts";
import type { Province } from "../../model/province.ts";
import { inBoth, type Text, textOf } from "../../model/text.ts";
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
    const [said, more] = [textOf(error), choice(error)];
    throw new UserError(
      inBoth((language) => `${said[language]}.${more[language]}`),
      exitCode.badInput,
      { cause: error },
    );
  }
}

function choice(error: CloudApiError): Text {
  if (!(error instanceof UnknownCloudError)) return { en: "", vi: "" };
  const near = nearest(error.asked, error.known);
  return {
    en: `${near === undefined ? "" : ` Did you mean ${near}?`}\nSet OS_CLOUD to one of them, or OS_CLIENT_CONFIG_FILE to the file that has it.`,
    vi: `${near === undefined ? "" : ` Có phải ${near}?`}\nHãy đặt OS_CLOUD là một trong số đó, hoặc OS_CLIENT_CONFIG_FILE là tệp có nó.`,
  };
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
    throw new UserError(textOf(error), exitCode.failed, { cause: error });
  }
}

/** Agencies' deployers work in the environment's region, on what the platform made in the entry's. */
function refuseOtherRegion({ region, origin }: CloudConfig, environment: Province["environment"] | undefined): void {
  if (region === undefined || environment === undefined || environment.region === region) return;
  throw new UserError(
    {
      en:
        `The region is '${region}' in ${origin.en}, and '${environment.region}' in the environment '${environment.name}' of ` +
        "stacks/province/environments.yaml: write the same in both.",
      vi:
        `Region là “${region}” trong ${origin.vi}, nhưng là “${environment.region}” trong môi trường “${environment.name}” của ` +
        "stacks/province/environments.yaml: hãy ghi giống nhau.",
    },
    exitCode.badInput,
  );
}

import { cloudOfCloudsYaml } from "../../local-cloud/paths.ts";
import { linesOf } from "../../model/text.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** The cloud that a run works on: the one that the environment names, or a local one. */
export type Target = { kind: "named"; label: string } | { kind: "local"; name: string };

/** Name of the local cloud that `province up` starts; another one can be chosen for a second beside it. */
export function localCloudName(): string {
  return process.env["PROVINCE_CLOUD"] ?? "local";
}

/**
 * The cloud that the environment names; undefined where it names none. After `province env platform` it names a local one,
 * by its clouds.yaml: that is a local cloud still, to be started when it is gone and proven from inside.
 */
export function namedTarget(environment: NodeJS.ProcessEnv = process.env): Target | undefined {
  const { OS_CLOUD: osCloud, OS_AUTH_URL: authUrl, OS_CLIENT_CONFIG_FILE: cloudsYaml } = environment;
  if (osCloud) {
    const local = cloudsYaml === undefined ? undefined : cloudOfCloudsYaml(cloudsYaml);
    return local === undefined ? { kind: "named", label: osCloud } : { kind: "local", name: local };
  }
  return authUrl ? { kind: "named", label: authUrl } : undefined;
}

/**
 * `OS_CLOUD` or `OS_AUTH_URL` in the environment names a cloud, which is then used and never started; otherwise a local
 * cloud, where this machine can run one. Throws `UserError` with its own exit code where it can't.
 */
export async function chooseTarget(environment: NodeJS.ProcessEnv = process.env): Promise<Target> {
  const named = namedTarget(environment);
  if (named?.kind === "named") return named;
  const { cloudSupport } = await import("../../local-cloud/support.ts");
  const support = cloudSupport();
  if (!support.ok) {
    throw new UserError(
      linesOf([
        {
          en: `No cloud to work on: OS_CLOUD is not set, and a local cloud can't run here: ${support.reason.en}.`,
          vi: `Không có đám mây để làm việc: chưa đặt OS_CLOUD, và máy này không chạy được đám mây cục bộ: ${support.reason.vi}.`,
        },
        {
          en: "What works here: npx province plan, check, address, init, explain, policy (they need Node alone).",
          vi: "Ở đây vẫn dùng được: npx province plan, check, address, init, explain, policy (chỉ cần Node).",
        },
        {
          en: "For the rest: set OS_CLOUD to an entry of your clouds.yaml, or run on Linux as root.",
          vi: "Để dùng phần còn lại: hãy đặt OS_CLOUD là một mục trong clouds.yaml, hoặc chạy trên Linux bằng root.",
        },
      ]),
      exitCode.impossible,
    );
  }
  return named ?? { kind: "local", name: localCloudName() };
}

/**
 * The environment of the engine for the stack `platform` (which works as the cloud's operator) or for an agency's
 * stack. An agency's provider has explicit credentials of the agency's deployer, but `OS_CLOUD` in the environment
 * would silently win over them and put its resources into the operator's project; so no `OS_*` reaches it.
 */
export function stackEnvironment(
  base: Record<string, string>,
  stack: "platform" | "agency",
  clouds: { osCloud?: string; cloudsYaml?: string },
): Record<string, string> {
  const environment = { ...base };
  if (clouds.cloudsYaml !== undefined) environment["OS_CLIENT_CONFIG_FILE"] = clouds.cloudsYaml;
  if (stack === "platform") {
    if (clouds.osCloud !== undefined) environment["OS_CLOUD"] = clouds.osCloud;
    return environment;
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith("OS_") && name !== "OS_CLIENT_CONFIG_FILE") delete environment[name];
  }
  return environment;
}

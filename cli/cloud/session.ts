import { type Engine, findEngine } from "../../engine/engine.ts";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import type { CloudInfo } from "../../local-cloud/types.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { cloudEnvironment } from "./cloud-environment.ts";
import { namedCloud } from "./login.ts";
import { chooseTarget, stackEnvironment, type Target } from "./target.ts";

/** What a command needs to work on stacks that stand already. */
export interface Session {
  engine: Engine;
  /** Of the local cloud; undefined where the environment names one. */
  cloud?: CloudInfo;
  /** Environments of the engine for the platform's stack and for an agency's. */
  environments: { platform: Record<string, string>; agency: Record<string, string> };
}

/** The environments of the engine for both kinds of stacks on a cloud. */
export async function engineEnvironments(
  engine: Engine,
  target: Target,
  cloud: CloudInfo | undefined,
): Promise<Session["environments"]> {
  const base = await cloudEnvironment(repositoryRoot(), engine, cloud);
  const clouds =
    cloud === undefined
      ? { osCloud: target.kind === "named" ? process.env["OS_CLOUD"] : undefined }
      : { osCloud: cloud.osCloud, cloudsYaml: cloud.cloudsYaml };
  return {
    platform: stackEnvironment(base, "platform", clouds),
    agency: stackEnvironment(base, "agency", clouds),
  };
}

/**
 * Finds the engine and the cloud that stands; builds and starts nothing. Throws `UserError` where one is missing, or
 * where clouds.yaml does not tell which cloud is meant.
 */
export async function openSession(): Promise<Session> {
  const engine = await findEngine();
  if (engine === undefined) {
    throw new UserError(
      { en: "The engine is not set up yet: `npm run up` does it.", vi: "Chưa cài bộ máy Pulumi: `npm run up` sẽ cài." },
      exitCode.impossible,
    );
  }
  const target = await chooseTarget();
  if (target.kind === "named") {
    namedCloud(process.env);
    return { engine, environments: await engineEnvironments(engine, target, undefined) };
  }
  const { cloudStatus } = await import("../../local-cloud/cloud.ts");
  const { state, info: cloud } = await cloudStatus(target.name);
  if (state !== "running" || cloud === undefined) {
    throw new UserError(
      {
        en: `The local cloud '${target.name}' is ${state}. Start it and build the stacks with \`npm run up\`.`,
        vi: `Đám mây cục bộ “${target.name}” không chạy (${state}). Hãy khởi động và xây dựng các stack bằng \`npm run up\`.`,
      },
      exitCode.failed,
    );
  }
  return { engine, cloud, environments: await engineEnvironments(engine, target, cloud) };
}

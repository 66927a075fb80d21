import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type Engine, engineEnvironment } from "../../engine/engine.ts";
import { fileBackendFolder } from "../../engine/state.ts";
import type { CloudInfo } from "../../local-cloud/types.ts";

/**
 * Where the state of what stands on this very instance of a local cloud lies: a cloud that was stopped took all it held
 * with it, and state that outlives it would describe resources that are gone. Its clouds.yaml is made anew at each
 * start, with a password of its own, so its digest names the instance.
 */
export function localStateDirectory(root: string, cloud: Pick<CloudInfo, "name" | "cloudsYaml">): string {
  const digest = createHash("sha256").update(readFileSync(cloud.cloudsYaml)).digest("hex").slice(0, 12);
  return join(root, ".state", "clouds", `${cloud.name}-${digest}`);
}

/**
 * The environment less a `PULUMI_BACKEND_URL` that `province env` gave for a local cloud: it names one instance of that
 * cloud, and outlives it in the shell.
 */
export function withoutLocalBackend(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PULUMI_BACKEND_URL: url = "", ...rest } = environment;
  const folder = fileBackendFolder(url);
  return folder?.startsWith(join(root, ".state", "clouds", sep)) ? rest : environment;
}

/** The engine's environment for a cloud: the user's own `PULUMI_BACKEND_URL` wins over everything. */
export async function cloudEnvironment(
  root: string,
  engine: Engine,
  cloud: Pick<CloudInfo, "name" | "cloudsYaml"> | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Record<string, string>> {
  const base = withoutLocalBackend(root, environment);
  if (cloud === undefined || base["PULUMI_BACKEND_URL"]) return engineEnvironment(engine, { root, base });
  return engineEnvironment(engine, { root, base, backendUrl: pathToFileURL(localStateDirectory(root, cloud)).href });
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CloudInfo } from "../devcloud/types.ts";
import { type Engine, engineEnvironment } from "../engine/engine.ts";

/**
 * Where the state of what stands on this very instance of a local cloud lies: a cloud that was stopped took all it held
 * with it, and state that outlives it would describe resources that are gone. Its clouds.yaml is made anew at each
 * start, with a password of its own, so its digest names the instance.
 */
export const localStateDirectory = (root: string, cloud: Pick<CloudInfo, "name" | "cloudsYaml">): string => {
  const digest = createHash("sha256").update(readFileSync(cloud.cloudsYaml)).digest("hex").slice(0, 12);
  return join(root, ".state", "clouds", `${cloud.name}-${digest}`);
};

/** The engine's environment for a cloud: the user's own `PULUMI_BACKEND_URL` wins over everything. */
export const cloudEnvironment = async (
  root: string,
  engine: Engine,
  cloud: CloudInfo | undefined,
): Promise<Record<string, string>> => {
  if (cloud === undefined || process.env["PULUMI_BACKEND_URL"]) return engineEnvironment(engine, { root });
  return engineEnvironment(engine, { root, backendUrl: pathToFileURL(localStateDirectory(root, cloud)).href });
};

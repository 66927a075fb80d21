import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Text } from "../../model/text.ts";
import { findOnPath, isExecutable, runTool } from "../host/tool.ts";
import type { EngineCache } from "./cache.ts";
import { VERSIONS, versionWithin } from "./versions.ts";

/** Where a program of the engine comes from. */
export type Origin = "path" | "download" | "built";

/** A Pulumi CLI with its Node.js language host. */
export interface CliProgram {
  pulumi: string;
  version: string;
  origin: Origin;
  languageHost: string;
}

/** Why a `pulumi` on PATH is not taken; undefined when there is none or when it is. */
export interface Refusal {
  pulumi: string;
  reason: Text;
}

/**
 * The CLI to use without setting anything up: the one on PATH when it fits, else what an earlier run
 * downloaded or built.
 */
export async function findCli(
  cache: EngineCache,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ cli?: CliProgram; refused?: Refusal }> {
  const onPath = await cliOnPath(cache, env);
  if (onPath && "origin" in onPath) return { cli: onPath };
  return { cli: cachedCli(cache), refused: onPath };
}

async function cliOnPath(cache: EngineCache, env: NodeJS.ProcessEnv): Promise<CliProgram | Refusal | undefined> {
  const pulumi = findOnPath("pulumi", env["PATH"] ?? "");
  // After `eval "$(province env)"` ours is the first on PATH: that does not make it the user's own.
  if (pulumi === undefined || [cache.built, cache.official].includes(dirname(pulumi))) return undefined;
  const { code, stdout } = await runTool(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 20_000,
  });
  const version = stdout.trim().replace(/^v/, "");
  if (code !== 0) return { pulumi, reason: endedWith(code) };
  if (!versionWithin(version, VERSIONS.cliMinimum, VERSIONS.cliBelow)) {
    const range = `${VERSIONS.cliMinimum} ... < ${VERSIONS.cliBelow}`;
    const reason = { en: `version ${version} is not in ${range}`, vi: `phiên bản ${version} không nằm trong ${range}` };
    return { pulumi, reason };
  }
  const languageHost = languageHostOf(pulumi);
  if (languageHost === undefined) return { pulumi, reason: NO_LANGUAGE_HOST };
  return { pulumi, version, origin: "path", languageHost };
}

const NO_LANGUAGE_HOST = {
  en: "pulumi-language-nodejs is not beside it",
  vi: "không có pulumi-language-nodejs bên cạnh",
};

function endedWith(code: number): Text {
  return { en: `\`pulumi version\` ended with code ${code}`, vi: `\`pulumi version\` kết thúc với mã ${code}` };
}

function cachedCli(cache: EngineCache): CliProgram | undefined {
  const places = [
    { folder: cache.official, version: VERSIONS.cliOfficial, origin: "download" },
    { folder: cache.built, version: VERSIONS.cliBuilt, origin: "built" },
  ] as const;
  for (const { folder, version, origin } of places) {
    const pulumi = join(folder, "pulumi");
    const languageHost = languageHostOf(pulumi);
    if (isExecutable(pulumi) && languageHost !== undefined) return { pulumi, version, origin, languageHost };
  }
  return undefined;
}

/** Pulumi looks for its language hosts beside itself, where a link to it points (as Homebrew makes). */
function languageHostOf(pulumi: string): string | undefined {
  const folders = [dirname(pulumi), ...(existsSync(pulumi) ? [dirname(realpathSync(pulumi))] : [])];
  return folders.map((folder) => join(folder, "pulumi-language-nodejs")).find(isExecutable);
}

import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Progress } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { isExecutable, runTool, tail } from "../host/tool.ts";
import { platform } from "./download.ts";
import { OFFICIAL_PLUGINS, VERSIONS } from "./versions.ts";

export type PluginName = "openstack" | "random";

/** A provider plugin that the engine will find. */
export interface Plugin {
  name: PluginName;
  version: string;
  program: string;
  /** "installed": Pulumi's official build, or one that the user put there. */
  origin: "built" | "installed";
  /** Of openstack: the Terraform provider inside, where that is known. */
  terraformProvider?: string;
}

/** What our own plugins carry beside the program, to be told from official ones. */
const marker = "provincial-cloud.json";

/** The plugin of the pinned version in PULUMI_HOME; undefined when it is not there. */
export function findPlugin(pulumiHome: string, name: PluginName): Plugin | undefined {
  const folder = pluginFolder(pulumiHome, name);
  const program = join(folder, `pulumi-resource-${name}`);
  if (!isExecutable(program)) return undefined;
  let built: Partial<Plugin> | undefined;
  try {
    built = JSON.parse(readFileSync(join(folder, marker), "utf8")) as Partial<Plugin>;
  } catch {
    // No marker: not ours.
  }
  const terraformProvider = name === "openstack" ? (built?.terraformProvider ?? "1.54.1") : undefined;
  return { name, version: VERSIONS[name], program, origin: built ? "built" : "installed", terraformProvider };
}

/**
 * Puts a program that we built among the plugins, whole or not at all. What was built stays: the user may
 * clear a PULUMI_HOME of their own, and the next run puts it there again.
 */
export function installBuiltPlugin(pulumiHome: string, name: PluginName, program: string): Plugin {
  const folder = pluginFolder(pulumiHome, name);
  // Pulumi takes only `<kind>-<name>-v<version>` for a plugin and passes over everything else.
  const temporary = join(pulumiHome, "plugins", `.${name}.${process.pid}.tmp`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  linkOrCopy(program, join(temporary, `pulumi-resource-${name}`));
  const terraformProvider = name === "openstack" ? VERSIONS.openstackTerraform : undefined;
  writeFileSync(join(temporary, marker), `${JSON.stringify({ origin: "built", terraformProvider })}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
  const plugin = findPlugin(pulumiHome, name);
  if (plugin) return plugin;
  throw new EngineError({
    en: `The plugin ${name} could not be put into ${folder}.`,
    vi: `Không đặt được plugin ${name} vào ${folder}.`,
  });
}

/**
 * Lets Pulumi download its official plugin, against the pinned checksum where there is one.
 *
 * @throws EngineError with what Pulumi says
 */
export async function installOfficialPlugin(
  pulumi: string,
  pulumiHome: string,
  name: PluginName,
  options: { progress: Progress; signal?: AbortSignal },
): Promise<Plugin> {
  options.progress({
    en: `downloading the plugin ${name} ${VERSIONS[name]}`,
    vi: `đang tải plugin ${name} ${VERSIONS[name]}`,
  });
  const sha256 = OFFICIAL_PLUGINS[`${name}-${platform}`];
  const args = ["plugin", "install", "resource", name, VERSIONS[name], ...(sha256 ? ["--checksum", sha256] : [])];
  const result = await runTool(pulumi, args, {
    env: { ...process.env, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 300_000,
    signal: options.signal,
  });
  options.signal?.throwIfAborted();
  const plugin = findPlugin(pulumiHome, name);
  if (result.code === 0 && plugin) return plugin;
  throw new EngineError({
    en: `The plugin ${name} ${VERSIONS[name]} could not be downloaded:\n${tail(result.stderr)}`,
    vi: `Không tải được plugin ${name} ${VERSIONS[name]}:\n${tail(result.stderr)}`,
  });
}

/** Takes away what an interrupted installation left. */
export function sweepPlugins(pulumiHome: string): void {
  const folder = join(pulumiHome, "plugins");
  try {
    for (const name of readdirSync(folder)) {
      if (/^\.\w+\.\d+\.tmp$/.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // No plugins yet.
  }
}

/** One file with two names where both are on one file system. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function pluginFolder(pulumiHome: string, name: PluginName): string {
  return join(pulumiHome, "plugins", `resource-${name}-v${VERSIONS[name]}`);
}

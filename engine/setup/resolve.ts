import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inBoth, type Progress, type Text } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { withLock } from "../host/lock.ts";
import { isExecutable } from "../host/tool.ts";
import { type EngineCache, engineCache } from "./cache.ts";
import { type CliProgram, findCli, type Origin } from "./cli-program.ts";
import { downloadOfficial, isReachable, officialSource, platform } from "./download.ts";
import { buildPrograms, goPrograms, type GoProgram } from "./go-build.ts";
import { ensureGo, findGo, findPip } from "./go-toolchain.ts";
import {
  findPlugin,
  installBuiltPlugin,
  installOfficialPlugin,
  type Plugin,
  type PluginName,
  sweepPlugins,
} from "./plugins.ts";
import { OFFICIAL_ARCHIVES } from "./versions.ts";

/** A Pulumi engine with all that the stacks need to run on it. */
export interface Engine {
  /** Path of the CLI; its Node.js language host is beside it. */
  pulumi: string;
  /** Of the CLI, such as "3.259.0". */
  version: string;
  origin: Origin;
  pulumiHome: string;
  providers: Record<PluginName, Plugin>;
}

export interface EnsureOptions {
  progress: Progress;
  signal?: AbortSignal;
  /** Where a missing CLI may come from; both when absent. PROVINCE_ENGINE=download or =built says the same. */
  sources?: readonly ("download" | "built")[];
  /** Instead of this process's environment: PATH, HOME, XDG_CACHE_HOME, PULUMI_HOME, PROVINCE_ENGINE. */
  env?: NodeJS.ProcessEnv;
}

const pluginNames = ["openstack", "random"] as const;

/** PULUMI_HOME of the engine: the user's when set, else one of our own. */
export function pulumiHomeOf(cache: EngineCache, env: NodeJS.ProcessEnv = process.env): string {
  return env["PULUMI_HOME"] || cache.pulumiHome;
}

/** The engine, when all of it is there; sets nothing up. Takes a fraction of a second. */
export async function findEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine | undefined> {
  const cache = engineCache(env);
  const { cli } = await findCli(cache, env);
  return cli && engineOf(cli, pulumiHomeOf(cache, env));
}

function engineOf(cli: CliProgram, pulumiHome: string): Engine | undefined {
  const openstack = findPlugin(pulumiHome, "openstack");
  const random = findPlugin(pulumiHome, "random");
  if (!openstack || !random) return undefined;
  return { pulumi: cli.pulumi, version: cli.version, origin: cli.origin, pulumiHome, providers: { openstack, random } };
}

/**
 * The engine, set up first where it is missing: the CLI from PATH, else the official download, else
 * built from Go modules; the OpenStack plugin built where a Go can be had (it is faster and sounder
 * than the official one, docs/engine.md), else downloaded; the random plugin downloaded, else built.
 *
 * Whatever is finished stays, however the run ends; two runs at once share one set-up.
 *
 * @throws EngineError with the reason and what to do
 */
export async function ensureEngine(options: EnsureOptions): Promise<Engine> {
  const env = options.env ?? process.env;
  const found = await findEngine(env);
  if (found) return found;
  const cache = engineCache(env);
  const onWait = (pid: number, note?: Text): void =>
    options.progress({
      en: `process ${pid} is setting the engine up${note ? `: ${note.en}` : ""}`,
      vi: `tiến trình ${pid} đang chuẩn bị Pulumi${note ? `: ${note.vi}` : ""}`,
    });
  return withLock(cache.lock, { signal: options.signal, onWait }, (note) => {
    const progress = paced((message) => {
      options.progress(message);
      note(message);
    });
    return setUp(cache, { ...options, env, progress });
  });
}

/**
 * Passes on what is worth a look: every new phase (the text before a colon), and of one phase's messages
 * one in a while. A log that is no terminal keeps every line, so it gets fewer.
 */
function paced(tell: Progress, everyMs = process.stdout.isTTY ? 100 : 5000): Progress {
  let phase = "";
  let told = 0;
  return (message) => {
    const now = message.en.split(":")[0] ?? "";
    if (now === phase && Date.now() - told < everyMs) return;
    phase = now;
    told = Date.now();
    tell(message);
  };
}

type SetUpOptions = EnsureOptions & { env: NodeJS.ProcessEnv };

async function setUp(cache: EngineCache, options: SetUpOptions): Promise<Engine> {
  const { env } = options;
  const home = pulumiHomeOf(cache, env);
  rmSync(cache.temporary, { recursive: true, force: true });
  mkdirSync(cache.temporary, { recursive: true });
  sweepPlugins(home);
  // Asked at most once, and only where the answer matters.
  let internet: Promise<boolean> | undefined;
  const online = (): Promise<boolean> =>
    (internet ??= allowedSources(options).includes("download")
      ? isReachable(officialSource(env))
      : Promise.resolve(false));

  await downloadCli(cache, online, options);
  const toBuild = await pluginsToBuild(cache, home, env, online);
  const missing = await missingPrograms(cache, toBuild, options);
  if (missing.size > 0) {
    const go = await ensureGo(join(cache.root, "go"), options);
    const { progress, signal } = options;
    await buildPrograms(missing, { go, temporary: cache.temporary, progress, signal });
  }
  const { cli } = await findCli(cache, env);
  if (!cli) throw new EngineError(NOT_FOUND.cli, seeDoctor);
  for (const name of pluginNames) {
    if (findPlugin(home, name)) continue;
    if (toBuild.has(name)) installBuiltPlugin(home, name, builtProgram(cache, `pulumi-resource-${name}`));
    else await installOfficialPlugin(cli.pulumi, home, name, options);
  }
  const engine = engineOf(cli, home);
  if (!engine) throw new EngineError(NOT_FOUND.plugin, seeDoctor);
  rmSync(cache.temporary, { recursive: true, force: true });
  return engine;
}

const NOT_FOUND = {
  cli: { en: "The Pulumi CLI was set up and is not found.", vi: "Đã cài Pulumi CLI nhưng không tìm thấy." },
  plugin: {
    en: "A provider plugin was set up and is not found.",
    vi: "Đã cài plugin của provider nhưng không tìm thấy.",
  },
};
const seeDoctor = {
  en: "`province doctor` shows what is there.",
  vi: "`province doctor` cho xem đang có gì.",
};

/** Downloads the official CLI where there is none and it can be had; a failure leaves the building of one. */
async function downloadCli(cache: EngineCache, online: () => Promise<boolean>, options: SetUpOptions): Promise<void> {
  const allowed = allowedSources(options);
  if ((await findCli(cache, options.env)).cli || !allowed.includes("download")) return;
  if (OFFICIAL_ARCHIVES[platform] === undefined || !(await online())) return;
  try {
    await downloadOfficial(cache.official, {
      ...options,
      temporary: cache.temporary,
      source: officialSource(options.env),
    });
  } catch (error) {
    if (!(error instanceof EngineError) || !allowed.includes("built")) throw error;
    const { en, vi } = inBoth((language) => error.text[language].split("\n")[0] ?? "");
    options.progress({
      en: `${en} Building from Go modules instead.`,
      vi: `${vi} Chuyển sang biên dịch từ các mô-đun Go.`,
    });
  }
}

/** The plugins that are missing and that we build rather than download. */
async function pluginsToBuild(
  cache: EngineCache,
  home: string,
  env: NodeJS.ProcessEnv,
  online: () => Promise<boolean>,
): Promise<Set<PluginName>> {
  const plugins = new Set<PluginName>();
  if (!findPlugin(home, "openstack")) {
    const goAtHand = !!(await findGo(join(cache.root, "go"), env["PATH"])) || !!(await findPip(env["PATH"]));
    if (goAtHand || !(await online())) plugins.add("openstack");
  }
  if (!findPlugin(home, "random") && !(await online())) plugins.add("random");
  return plugins;
}

/** What has to be built, and where each finished program goes; what an interrupted run finished is there. */
async function missingPrograms(
  cache: EngineCache,
  plugins: ReadonlySet<PluginName>,
  options: SetUpOptions,
): Promise<Map<GoProgram, string>> {
  const { cli, refused } = await findCli(cache, options.env);
  if (!cli && !allowedSources(options).includes("built")) {
    throw new EngineError(
      {
        en: `There is no Pulumi CLI, and ${officialSource(options.env)} can't be reached.`,
        vi: `Không có Pulumi CLI, và không kết nối được ${officialSource(options.env)}.`,
      },
      refused
        ? {
            en: `The one on PATH is not taken: ${refused.reason.en}.`,
            vi: `Không dùng bản trong PATH: ${refused.reason.vi}.`,
          }
        : {
            en: "Unset PROVINCE_ENGINE, and it is built from Go modules.",
            vi: "Bỏ biến PROVINCE_ENGINE thì nó được biên dịch từ các mô-đun Go.",
          },
    );
  }
  const wanted = goPrograms.filter(({ name }) => {
    const plugin = pluginNames.find((p) => name === `pulumi-resource-${p}`);
    return plugin === undefined ? !cli : plugins.has(plugin);
  });
  const missing = wanted.filter(({ name }) => !isExecutable(builtProgram(cache, name)));
  return new Map(missing.map((program) => [program, builtProgram(cache, program.name)]));
}

function builtProgram(cache: EngineCache, name: GoProgram["name"]): string {
  return join(name.startsWith("pulumi-resource-") ? cache.builtPlugins : cache.built, name);
}

function allowedSources(options: SetUpOptions): readonly ("download" | "built")[] {
  const named = options.env["PROVINCE_ENGINE"];
  if (named === "download" || named === "built") return [named];
  return options.sources ?? ["download", "built"];
}

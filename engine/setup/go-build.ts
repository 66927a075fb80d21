import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { inBoth, type Language, type Progress, type Text } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { runTool, tail, type ToolResult } from "../host/tool.ts";
import { goSources } from "./cache.ts";
import type { Go } from "./go-toolchain.ts";
import { VERSIONS } from "./versions.ts";

/** One program to build: a main package of one of the modules below engine/go. */
export interface GoProgram {
  /** Name of the program, which is also the last element of the package's path. */
  name: "pulumi" | "pulumi-language-nodejs" | "pulumi-resource-openstack" | "pulumi-resource-random";
  module: "cli" | "lang-nodejs" | "providers";
  package: string;
  /** The linker sets this string variable to the version that the program reports. */
  versionVariable: string;
  version: string;
}

const pulumiVersion = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * All programs, in the order of building. The language host comes first: it is the smallest download,
 * so its compilation fills the time in which the modules of the CLI, the largest, come in.
 */
export const goPrograms: readonly GoProgram[] = [
  {
    name: "pulumi-language-nodejs",
    module: "lang-nodejs",
    package: "github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3",
    versionVariable: pulumiVersion,
    version: `v${VERSIONS.languageHostBuilt}`,
  },
  {
    name: "pulumi",
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    versionVariable: pulumiVersion,
    version: `v${VERSIONS.cliBuilt}`,
  },
  {
    name: "pulumi-resource-openstack",
    module: "providers",
    package: "./pulumi-resource-openstack",
    versionVariable: "main.Version",
    version: VERSIONS.openstack,
  },
  {
    name: "pulumi-resource-random",
    module: "providers",
    package: "./pulumi-resource-random",
    versionVariable: "main.Version",
    version: VERSIONS.random,
  },
];

/**
 * A quarter less work for the compiler: no DWARF, which the linker would drop anyway, and no inlining
 * outside the standard library (whose hashing and JSON the engine spends its own time in). The engine
 * itself is not measurably slower for it; docs/engine.md has the figures.
 */
const fasterCompilation = ["-gcflags=all=-dwarf=false -l", "-gcflags=std=-dwarf=false"];

export interface GoBuildOptions {
  go: Go;
  /** Where unfinished programs go; on the file system of the targets. */
  temporary: string;
  progress: Progress;
  signal?: AbortSignal;
}

/**
 * Builds programs and puts each in its place as soon as it is there, so that an interrupted run keeps
 * what it finished (and Go's own cache keeps every compiled package).
 *
 * Modules come through the module proxy and are checked against go.sum; nothing is written to go.mod.
 *
 * @param targets - programs to build, each with the path of its finished file
 * @throws EngineError with the last lines of what Go said
 */
export async function buildPrograms(targets: ReadonlyMap<GoProgram, string>, options: GoBuildOptions): Promise<void> {
  // One module's download runs beside another's compilation: the network and the processors take turns else.
  const compiled = new Set<string>();
  let busy = false;
  let listing: Promise<unknown> = Promise.resolve();
  const plans = [...Map.groupBy(targets.keys(), ({ module }) => module)].map(([module, programs]) => {
    const packages = listing.then(() =>
      listPackages(module, programs, { ...options, progress: (m) => !busy && options.progress(m) }),
    );
    listing = packages;
    packages.catch(() => {
      // Awaited below, in turn; without a handler the process would end before that.
    });
    return { module, programs, packages };
  });
  for (const { module, programs, packages } of plans) {
    const stale = await packages;
    const total = [...stale.values()].filter((id) => !compiled.has(id)).length;
    busy = true;
    await compile(module, programs, total, options, (importPath) => {
      const id = stale.get(importPath);
      if (id !== undefined) compiled.add(id);
    });
    busy = false;
    for (const program of programs) {
      const target = targets.get(program) ?? "";
      mkdirSync(dirname(target), { recursive: true });
      renameSync(join(options.temporary, program.name), target);
    }
  }
}

/**
 * Downloads the modules that programs need and lists the packages that are still to be compiled.
 *
 * @returns import path to an id that holds the version too: modules of ours pin different ones
 */
async function listPackages(
  module: GoProgram["module"],
  programs: readonly GoProgram[],
  options: GoBuildOptions,
): Promise<Map<string, string>> {
  options.progress({
    en: `looking up Go modules of ${namesOf(programs, "en")}`,
    vi: `đang tra các mô-đun Go của ${namesOf(programs, "vi")}`,
  });
  let downloaded = 0;
  const format = "{{if .Stale}}{{.ImportPath}} {{with .Module}}{{.Path}}@{{.Version}}{{end}}{{end}}";
  const args = ["list", "-deps", "-trimpath", "-pgo=off", ...fasterCompilation, "-f", format];
  const result = await runTool(options.go.program, [...args, ...programs.map((p) => p.package)], {
    ...goRun(module, options),
    onLine: (line, stream) => {
      const name = stream === "stderr" ? /^go: downloading (\S+)/.exec(line)?.[1] : undefined;
      if (name === undefined) return;
      downloaded++;
      options.progress({
        en: `downloading Go modules of ${namesOf(programs, "en")}: ${downloaded} (${name})`,
        vi: `đang tải các mô-đun Go của ${namesOf(programs, "vi")}: ${downloaded} (${name})`,
      });
    },
  });
  failUnless(
    result,
    {
      en: `The Go modules of ${namesOf(programs, "en")} could not be fetched`,
      vi: `Không tải được các mô-đun Go của ${namesOf(programs, "vi")}`,
    },
    options,
  );
  // A package that needs no compilation leaves an empty line.
  const stale = result.stdout.split("\n").filter((line) => line !== "");
  return new Map(stale.map((line) => [line.split(" ", 1)[0] ?? "", line]));
}

async function compile(
  module: GoProgram["module"],
  programs: readonly GoProgram[],
  total: number,
  options: GoBuildOptions,
  onPackage: (importPath: string) => void,
): Promise<void> {
  mkdirSync(options.temporary, { recursive: true });
  let done = 0;
  // -s -w: no symbol table and no DWARF, a third of the size. -X alone differs from program to program.
  const links = programs.map((p) => `-ldflags=${p.package}=-s -w -X ${p.versionVariable}=${p.version}`);
  const args = ["build", "-v", "-trimpath", "-pgo=off", ...fasterCompilation, ...links, "-o", `${options.temporary}/`];
  const result = await runTool(options.go.program, [...args, ...programs.map((p) => p.package)], {
    ...goRun(module, options),
    onLine: (line, stream) => {
      // `go build -v` names a package when its compilation begins; other lines hold blanks.
      if (stream !== "stderr" || !/^[\w.~/-]+$/.test(line)) return;
      onPackage(line);
      done = Math.min(done + 1, total);
      const last = done === total;
      options.progress({
        en: `compiling ${namesOf(programs, "en")}: ${done} of ${total} packages${last ? ", linking" : ""}`,
        vi: `đang biên dịch ${namesOf(programs, "vi")}: ${done}/${total} gói${last ? ", đang liên kết" : ""}`,
      });
    },
  });
  failUnless(
    result,
    {
      en: `${namesOf(programs, "en")} could not be built`,
      vi: `Không biên dịch được ${namesOf(programs, "vi")}`,
    },
    options,
  );
}

/** Folder and environment of every call of go: the user's proxy and caches, but our own flags. */
function goRun(module: GoProgram["module"], { go, signal }: GoBuildOptions) {
  return {
    cwd: join(goSources, module),
    signal,
    graceMs: 5_000,
    env: {
      ...process.env,
      CGO_ENABLED: "0",
      GOFLAGS: "-mod=readonly -buildvcs=false",
      GOTOOLCHAIN: go.toolchain,
      GOWORK: "off",
    },
  };
}

function failUnless({ code, stderr }: ToolResult, what: Text, { signal, go }: GoBuildOptions): void {
  signal?.throwIfAborted();
  if (code === 0) return;
  const reasons = stderr
    .split("\n")
    .filter((line) => !/^go: downloading|^[\w.~/-]+$/.test(line))
    .join("\n");
  const failed = inBoth((language) => `${what[language]} (go ${go.version}):\n${tail(reasons)}`);
  throw new EngineError(failed, advice(reasons));
}

/** What to do about a failure of go, by what it says. */
export function advice(stderr: string): Text {
  if (/no space left on device/.test(stderr)) {
    return {
      en: "The build needs about 5 GB: 2.4 in Go's module cache, 2.5 in its build cache. Free some and try again.",
      vi: "Việc biên dịch cần khoảng 5 GB: 2,4 cho kho mô-đun của Go, 2,5 cho kho biên dịch. Hãy giải phóng dung lượng rồi thử lại.",
    };
  }
  if (/signal: killed|cannot allocate memory/.test(stderr)) {
    return {
      en: "A compiler was killed, most likely for want of memory (it takes up to 2 GB). Free some and try again.",
      vi: "Trình biên dịch bị dừng, nhiều khả năng vì thiếu bộ nhớ (cần đến 2 GB). Hãy giải phóng bộ nhớ rồi thử lại.",
    };
  }
  if (/checksum mismatch|SECURITY ERROR/.test(stderr)) {
    return {
      en: "A module is not the one that go.sum names. Do not go on: find out who serves it (`go env GOPROXY`).",
      vi: "Một mô-đun không đúng với go.sum. Hãy dừng lại: tìm xem ai cung cấp nó (`go env GOPROXY`).",
    };
  }
  if (/toolchain not available|download go1/.test(stderr)) {
    return {
      en: `This Go could not fetch a newer one. Install Go ${VERSIONS.goWanted} or newer and try again.`,
      vi: `Bản Go này không tải được bản mới hơn. Hãy cài Go ${VERSIONS.goWanted} trở lên rồi thử lại.`,
    };
  }
  if (/dial tcp|no such host|timeout|TLS|connection|40[34]|50\d/i.test(stderr)) {
    return {
      en: "Go's module proxy could not be reached or refused a module. See `go env GOPROXY` and try again.",
      vi: "Không kết nối được proxy mô-đun của Go, hoặc proxy từ chối một mô-đun. Hãy xem `go env GOPROXY` rồi thử lại.",
    };
  }
  return {
    en: "Try again; what was compiled is kept. `province doctor` shows what is there.",
    vi: "Hãy thử lại; những gì đã biên dịch được giữ nguyên. `province doctor` cho xem đang có gì.",
  };
}

function namesOf(programs: readonly GoProgram[], language: Language): string {
  return programs.map((p) => p.name).join(language === "en" ? " and " : " và ");
}

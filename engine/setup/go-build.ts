import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
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
  progress: (message: string) => void;
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
  options.progress(`looking up Go modules of ${namesOf(programs)}`);
  let downloaded = 0;
  const format = "{{if .Stale}}{{.ImportPath}} {{with .Module}}{{.Path}}@{{.Version}}{{end}}{{end}}";
  const args = ["list", "-deps", "-trimpath", "-pgo=off", ...fasterCompilation, "-f", format];
  const result = await runTool(options.go.program, [...args, ...programs.map((p) => p.package)], {
    ...goRun(module, options),
    onLine: (line, stream) => {
      const name = stream === "stderr" ? /^go: downloading (\S+)/.exec(line)?.[1] : undefined;
      if (name !== undefined)
        options.progress(`downloading Go modules of ${namesOf(programs)}: ${++downloaded} (${name})`);
    },
  });
  failUnless(result, `The Go modules of ${namesOf(programs)} could not be fetched`, options);
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
      const last = done === total ? ", linking" : "";
      options.progress(`compiling ${namesOf(programs)}: ${done} of ${total} packages${last}`);
    },
  });
  failUnless(result, `${namesOf(programs)} could not be built`, options);
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

function failUnless({ code, stderr }: ToolResult, what: string, { signal, go }: GoBuildOptions): void {
  signal?.throwIfAborted();
  if (code === 0) return;
  const reasons = stderr
    .split("\n")
    .filter((line) => !/^go: downloading|^[\w.~/-]+$/.test(line))
    .join("\n");
  throw new EngineError(`${what} (go ${go.version}):\n${tail(reasons)}`, advice(reasons));
}

/** What to do about a failure of go, by what it says. */
export function advice(stderr: string): string {
  if (/no space left on device/.test(stderr)) {
    return "The build needs about 5 GB: 2.4 in Go's module cache, 2.5 in its build cache. Free some and try again.";
  }
  if (/signal: killed|cannot allocate memory/.test(stderr)) {
    return "A compiler was killed, most likely for want of memory (it takes up to 2 GB). Free some and try again.";
  }
  if (/checksum mismatch|SECURITY ERROR/.test(stderr)) {
    return "A module is not the one that go.sum names. Do not go on: find out who serves it (`go env GOPROXY`).";
  }
  if (/toolchain not available|download go1/.test(stderr)) {
    return `This Go could not fetch a newer one. Install Go ${VERSIONS.goWanted} or newer and try again.`;
  }
  if (/dial tcp|no such host|timeout|TLS|connection|40[34]|50\d/i.test(stderr)) {
    return "Go's module proxy could not be reached or refused a module. See `go env GOPROXY` and try again.";
  }
  return "Try again; what was compiled is kept. `province doctor` shows what is there.";
}

function namesOf(programs: readonly GoProgram[]): string {
  return programs.map((p) => p.name).join(" and ");
}

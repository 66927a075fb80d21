import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { engineCache } from "./cache.ts";
import { ensureEngine, findEngine } from "./resolve.ts";

let home: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "resolve-test-"));
  mkdirSync(join(home, "bin"));
  env = { HOME: home, PATH: `${home}/bin:/usr/bin:/bin` };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function program(name: string, script: string): void {
  const path = join(home, "bin", name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A go that "builds" shell scripts, keeps count, and fails at a module when the file `fail-<module>` is there. */
const installFakeGo = (): void =>
  program(
    "go",
    `if test "$1" = version; then echo go version go1.26.8 linux/amd64; exit; fi
module=$(basename "$PWD")
if test "$1" = list; then echo "example.org/$module x@v1"; exit; fi
echo $module >> ${home}/builds
test -e ${home}/fail-$module && { echo "$module.go:1: broken" >&2; exit 1; }
while test "$1" != -o; do shift; done
dir=$2; shift 2
for p in "$@"; do f="$dir$(basename "\${p%/v3}")"; printf '#!/bin/sh\\necho v3.259.0\\n' > "$f"; chmod 755 "$f"; done`,
  );
const ensure = () => ensureEngine({ env, sources: ["built"], progress: () => {} });
const builds = (): string[] => readFileSync(join(home, "builds"), "utf8").trim().split("\n");

describe("an engine that is not there", () => {
  test("is built into the cache, once, and then found", async () => {
    installFakeGo();
    expect(await findEngine(env)).toBeUndefined();
    const engine = await ensure();
    const cache = engineCache(env);
    expect(engine).toMatchObject({
      origin: "built",
      pulumi: join(cache.built, "pulumi"),
      pulumiHome: cache.pulumiHome,
    });
    expect(engine.providers.openstack).toMatchObject({ origin: "built", terraformProvider: "3.4.0" });
    expect(await ensure()).toEqual(engine);
    expect(await findEngine(env)).toEqual(engine);
    expect(builds()).toEqual(["lang-nodejs", "cli", "providers"]);
    expect(existsSync(cache.temporary)).toBe(false);
    expect(existsSync(cache.lock)).toBe(false);
    // The folder of the CLI is on PATH, and Pulumi warns of every plugin that it finds there.
    expect(readdirSync(cache.built).toSorted()).toEqual(["pulumi", "pulumi-language-nodejs"]);
  });

  test("is built once when two ask at the same time", async () => {
    installFakeGo();
    const [one, two] = await Promise.all([ensure(), ensure()]);
    expect(two).toEqual(one);
    expect(builds()).toHaveLength(3);
  });

  test("is finished by the next run when one failed: what was built is not built again", async () => {
    installFakeGo();
    writeFileSync(join(home, "fail-providers"), "");
    await expect(ensure()).rejects.toThrow(/pulumi-resource-random could not be built .*\nproviders\.go:1: broken/s);
    rmSync(join(home, "fail-providers"));
    await ensure();
    expect(builds()).toEqual(["lang-nodejs", "cli", "providers", "providers"]);
  });

  test("takes the place of what a killed run left", async () => {
    installFakeGo();
    const cache = engineCache(env);
    mkdirSync(cache.temporary, { recursive: true });
    writeFileSync(join(cache.temporary, "pulumi"), "half");
    writeFileSync(cache.lock, '{"pid":0,"host":"');
    await ensure();
    expect(existsSync(cache.temporary)).toBe(false);
  });
});

describe("what is there already", () => {
  test("a pulumi of the user's own needs its plugins only", async () => {
    installFakeGo();
    program("pulumi", "echo v3.260.0");
    program("pulumi-language-nodejs", "");
    expect(await ensure()).toMatchObject({ origin: "path", version: "3.260.0" });
    expect(builds()).toEqual(["providers"]);
  });

  test("plugins go into a PULUMI_HOME of the user's own, and come back when it was cleared", async () => {
    installFakeGo();
    env["PULUMI_HOME"] = join(home, "own");
    const { providers } = await ensure();
    expect(providers.random.program).toContain(join(home, "own", "plugins"));
    rmSync(join(home, "own"), { recursive: true });
    await ensure();
    expect(builds()).toHaveLength(3);
  });
});

describe("nothing to build with", () => {
  test("no Go and no pip: the error says what to install", async () => {
    env["PATH"] = join(home, "bin");
    await expect(ensure()).rejects.toThrow(/No Go and no pip.*\nInstall Go 1\.21\.0 or newer .* or the Pulumi CLI/);
  });

  test("a Go that is too old is none", async () => {
    env["PATH"] = join(home, "bin");
    program("go", "echo go version go1.20.14 linux/amd64");
    await expect(ensure()).rejects.toThrow(/No Go/);
  });

  test("building ruled out, and nothing to download", async () => {
    program("pulumi", "echo v2.0.0");
    env["PROVINCE_ENGINE"] = "download";
    env["PROVINCE_PULUMI_MIRROR"] = "http://127.0.0.1:9/sdk";
    const offline = ensureEngine({ env, progress: () => {} });
    await expect(offline).rejects.toThrow(/There is no Pulumi CLI.*\nThe one on PATH is not taken: version 2\.0\.0/);
  });
});

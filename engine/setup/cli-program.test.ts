import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { engineCache } from "./cache.ts";
import { findCli } from "./cli-program.ts";
import { VERSIONS } from "./versions.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cli-test-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A program of a few shell lines. */
function program(folder: string, name: string, script = "exit 0"): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
function pulumi(folder: string, version: string, withHost = true): string {
  if (withHost) program(folder, "pulumi-language-nodejs");
  return program(folder, "pulumi", `test "$1" = version && echo v${version}`);
}
function look(...path: string[]) {
  const env = { HOME: home, PATH: [...path, "/usr/bin", "/bin"].join(":") };
  return findCli(engineCache(env), env);
}

test("the user's own pulumi is taken when it fits", async () => {
  const path = pulumi(join(home, "own"), "3.260.1");
  expect((await look(join(home, "own"))).cli).toMatchObject({ pulumi: path, version: "3.260.1", origin: "path" });
});

test("through a link, with the language host beside what it points to", async () => {
  const real = pulumi(join(home, "cellar"), "3.260.1");
  mkdirSync(join(home, "bin"));
  symlinkSync(real, join(home, "bin", "pulumi"));
  expect((await look(join(home, "bin"))).cli).toMatchObject({ origin: "path" });
});

test.each([
  ["too old", "3.100.0", true, "version 3.100.0 is not in"],
  ["of the next major release", "4.1.0", true, "version 4.1.0 is not in"],
  ["without its language host", "3.260.0", false, "pulumi-language-nodejs is not beside it"],
])("one %s is left, with the reason", async (_, version, withHost, reason) => {
  pulumi(join(home, "own"), version, withHost);
  const { cli, refused } = await look(join(home, "own"));
  expect(cli).toBeUndefined();
  expect(refused?.reason.en).toContain(reason);
});

test("what was set up earlier is found: an official download before a built one", async () => {
  const { built, official } = engineCache({ HOME: home });
  pulumi(built, VERSIONS.cliBuilt);
  expect((await look()).cli).toMatchObject({ origin: "built", version: VERSIONS.cliBuilt });
  pulumi(official, VERSIONS.cliOfficial);
  expect((await look()).cli).toMatchObject({ origin: "download", version: VERSIONS.cliOfficial });
});

test("half an engine is none", async () => {
  pulumi(engineCache({ HOME: home }).built, VERSIONS.cliBuilt, false);
  expect((await look()).cli).toBeUndefined();
});

test("ours on PATH, as in a shell of `province env`, does not become the user's own", async () => {
  const { built } = engineCache({ HOME: home });
  pulumi(built, VERSIONS.cliBuilt);
  expect((await look(built)).cli).toMatchObject({ origin: "built" });
});

test("the cache is one for each engine that was pinned", () => {
  expect(engineCache({ HOME: home }).root).toMatch(new RegExp(`^${home}/.cache/provincial-cloud/engine/[0-9a-f]{16}$`));
});

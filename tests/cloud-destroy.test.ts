import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runProvince } from "./province-command.ts";
import { TEST_CACHE, TEST_RUN_DIR } from "./test-cache.ts";

const CLOUDS_YAML = "clouds: {devcloud: {auth: {auth_url: http://127.77.250.1:5000/v3}}}";
const trees = join(TEST_CACHE, "provincial-cloud/devcloud");
const destroy = (...options: string[]) => runProvince(TEST_CACHE, "cloud", "destroy", ...options);

// Two clouds whose processes are gone, and a tree; none of the machine's own.
beforeEach(() => {
  for (const name of ["first", "second"]) {
    mkdirSync(join(TEST_RUN_DIR, name), { recursive: true });
    writeFileSync(join(TEST_RUN_DIR, name, "clouds.yaml"), CLOUDS_YAML);
  }
  mkdirSync(join(trees, "0123456789abcdef/node"), { recursive: true });
  writeFileSync(join(trees, "0123456789abcdef/node/file"), Buffer.alloc(3 * 2 ** 20, 1));
});
afterEach(() => {
  for (const path of [TEST_RUN_DIR, trees]) rmSync(path, { recursive: true, force: true });
});

test("names each cloud, and each tree with its size, and takes nothing away where nobody can answer", async () => {
  const { out, err, code } = await destroy();
  expect(out.match(/the cloud "[^"]*"/g)).toEqual(['the cloud "first"', 'the cloud "second"']);
  expect(out).toMatch(/0123456789abcdef \([34] MiB\)/);
  expect(err).toContain("--yes");
  expect(code).toBe(2);
  expect(readdirSync(TEST_RUN_DIR)).toEqual(["first", "second"]);
  expect(readdirSync(trees)).toEqual(["0123456789abcdef"]);
  expect((await destroy()).out).toBe(out);
});

test("takes away all that it names after --yes", async () => {
  const { code } = await destroy("--yes");
  expect(code).toBe(0);
  expect([existsSync(TEST_RUN_DIR), existsSync(trees)]).toEqual([false, false]);
  expect((await destroy("--yes")).out).toContain("There is no local cloud");
});

test("--name takes one cloud and leaves the others and the trees", async () => {
  const { out, code } = await destroy("--name", "second", "--yes");
  expect(out).not.toContain("first");
  expect(code).toBe(0);
  expect(readdirSync(TEST_RUN_DIR)).toEqual(["first"]);
  expect(readdirSync(trees)).toEqual(["0123456789abcdef"]);
  expect((await destroy("--name", "second", "--yes")).out).toContain('There is no cloud "second"; there are: first.');
});

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";

const COMMAND = join(REPOSITORY, "cli/province.js");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "interruption-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function until(happened: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !happened() && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(happened()).toBe(true);
}

/** Starts a command, sends it Ctrl-C once something is there, and returns its exit code. */
async function interrupted(args: readonly string[], begun: () => boolean): Promise<number | null> {
  // Node keeps compiled code in TMPDIR: without it each start takes seconds.
  const NODE_COMPILE_CACHE = join(tmpdir(), "node-compile-cache");
  const env = { ...process.env, NODE_COMPILE_CACHE, TMPDIR: folder, XDG_CACHE_HOME: folder };
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: REPOSITORY, stdio: "ignore", env });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  await until(begun);
  child.kill("SIGINT");
  return ended;
}

test("a report that is interrupted leaves no half of it", async () => {
  const out = join(folder, "out");
  mkdirSync(out);
  const file = join(out, "check.json");
  expect(await interrupted(["check", "--json", "--output", file], () => readdirSync(out).length > 0)).toBe(130);
  expect(readdirSync(out)).toEqual([]);
});

test("a diff that is interrupted takes its checkout away", async () => {
  const checkouts = () => readdirSync(folder).filter((name) => name.startsWith("province-diff-"));
  // It may have been about to end by itself.
  expect([0, 130]).toContain(await interrupted(["diff", "HEAD.."], () => checkouts().length > 0));
  expect(checkouts()).toEqual([]);
});

test("a diff where git has nothing to compare says what git says", async () => {
  vi.stubEnv("GIT_CEILING_DIRECTORIES", tmpdir());
  const { err, code } = await runProvince(folder, "diff", "HEAD..");
  expect(err).toMatch(/^git knows no two versions to compare here: fatal: not a git repository/);
  expect(code).toBe(2);
});

test("a diff without room for a checkout says so", async () => {
  vi.stubEnv("TMPDIR", "/dev/null");
  const { err, code } = await runProvince(REPOSITORY, "diff", "HEAD..");
  expect(err).toMatch(/^There is no room for a temporary checkout \(TMPDIR names another place\): ENOTDIR/);
  expect(err).not.toContain("PROVINCE_DEBUG");
  expect(code).toBe(1);
});

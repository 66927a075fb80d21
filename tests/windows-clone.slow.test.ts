import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { REPOSITORY } from "./sources-with.ts";
import { TEST_CACHE } from "./test-cache.ts";

/** A clone as Git for Windows makes it, with the installed packages of this checkout. */
function windowsClone(): { root: string; git: (...args: string[]) => string } {
  const root = join(mkdtempSync(join(tmpdir(), "province-")), "clone");
  onTestFinished(() => rmSync(join(root, ".."), { recursive: true }));
  const run = (...args: string[]) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 2 ** 27, stdio: "pipe" });
  run("clone", "--quiet", "--shared", "-c", "core.autocrlf=true", REPOSITORY, root);
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  return { root, git: (...args) => run("-C", root, ...args) };
}

function province(root: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/province.js"), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PROVINCE_ROOT: root, XDG_CACHE_HOME: TEST_CACHE },
  });
  return { code: status, said: stdout + stderr };
}

const PASSED = { code: 0, said: expect.stringContaining("every policy passes") as string };

test("a clone with core.autocrlf=true has the bytes of any other, and passes check", () => {
  const { root, git } = windowsClone();
  const withReturns = git("ls-files", "--eol")
    .split("\n")
    .filter((line) => /w\/(?:crlf|mixed)/.test(line));
  expect(withReturns).toEqual([]);
  expect(git("status", "--porcelain", "--untracked-files=no")).toBe("");
  expect(province(root, "check")).toEqual(PASSED);
});

test("a checkout whose files all have the line ends of Windows passes check, too", () => {
  const { root, git } = windowsClone();
  const texts = git("ls-files", "--eol")
    .split("\n")
    .filter((line) => line.includes("w/lf"));
  for (const line of texts) {
    const file = join(root, line.split("\t")[1] ?? "");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
  }
  expect(texts.length).toBeGreaterThan(500);
  expect(province(root, "check", "stttt", "15061")).toEqual(PASSED);
  expect(province(root, "address", "check", "--base", "HEAD")).toMatchObject({ code: 0 });
});

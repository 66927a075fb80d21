import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../tests/sources-with.ts";

const COMMAND = `"${process.execPath}" "${join(REPOSITORY, "cli/province.js")}" units --json`;

const shell = (line: string) => spawnSync("bash", ["-c", line], { encoding: "utf8", cwd: REPOSITORY });

test("a reader who leaves early ends a command without a word", () => {
  const { stdout, stderr } = shell(`${COMMAND} | head -1; echo "code \${PIPESTATUS[0]}"`);
  expect([stdout, stderr]).toEqual(["{\ncode 141\n", ""]);
});

test.skipIf(!existsSync("/dev/full"))("output that can't be written is said, and no success", () => {
  const { stderr, status } = shell(`${COMMAND} > /dev/full`);
  expect(stderr).toMatch(/^The output can't be written: ENOSPC.*\n$/);
  expect(status).toBe(1);
});

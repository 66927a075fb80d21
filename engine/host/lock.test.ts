import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";
import { startTime } from "./process-table.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-test-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (owner: object): void => writeFileSync(path, JSON.stringify(owner));
const deadPid = (): number => spawnSync("true").pid;

test("one at a time: the second waits, is told for whom and how far that is, and goes on", async () => {
  const first = await takeLock(path);
  first.note("compiling 3 of 9");
  const heard: string[] = [];
  const second = takeLock(path, { pollMs: 5, onWait: (pid, note) => heard.push(`${pid} ${note}`) });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toEqual([`${process.pid} compiling 3 of 9`]);
  first.release();
  (await second).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a dead owner's lock is taken over", async () => {
  leave({ pid: deadPid(), host: hostname(), started: "1" });
  const lock = await takeLock(path);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid });
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test("so is one whose process id belongs to a later process, and one that was torn", async () => {
  leave({ pid: process.ppid, host: hostname(), started: "1" });
  (await takeLock(path)).release();
  writeFileSync(path, '{"pid": 12');
  (await takeLock(path)).release();
});

test.each([
  ["alive", () => ({ pid: process.ppid, host: hostname(), started: startTime(process.ppid) })],
  ["on another machine, where it can't be seen", () => ({ pid: deadPid(), host: "elsewhere.example", started: "1" })],
])("an owner that is %s keeps it; waiting can be given up", async (_, owner) => {
  leave(owner());
  const signal = AbortSignal.timeout(60);
  await expect(takeLock(path, { pollMs: 5, signal })).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("ten at once hold it in turn", async () => {
  let holders = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const lock = await takeLock(path, { pollMs: 1 });
      most = Math.max(most, ++holders);
      await new Promise((resolve) => setTimeout(resolve, 2));
      holders--;
      lock.release();
    }),
  );
  expect(most).toBe(1);
});

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Text } from "../../model/text.ts";
import { withLock } from "./lock.ts";
import { startTime } from "./process-table.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-test-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (owner: object, file = path): void => writeFileSync(file, JSON.stringify(owner));
const deadPid = (): number => spawnSync("true").pid;
const owner = async (): Promise<unknown> => JSON.parse(readFileSync(path, "utf8"));

test("one at a time: the second waits, is told once for whom and how far that is, and goes on", async () => {
  const heard: string[] = [];
  let second = Promise.resolve("");
  await withLock(path, {}, async (note) => {
    note({ en: "compiling 3 of 9", vi: "đang biên dịch 3/9" });
    const onWait = (pid: number, word?: Text) => heard.push(`${pid} ${word?.vi}`);
    second = withLock(path, { pollMs: 5, onWait }, async () => "mine");
    await sleep(50);
    note({ en: "compiling 4 of 9", vi: "đang biên dịch 4/9" });
    await sleep(50);
  });
  expect(await second).toBe("mine");
  expect(heard).toEqual([`${process.pid} đang biên dịch 3/9`, `${process.pid} đang biên dịch 4/9`]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a dead owner's lock is taken over", async () => {
  leave({ pid: deadPid(), host: hostname(), started: "1" });
  expect(await withLock(path, {}, owner)).toMatchObject({ pid: process.pid });
  expect(readdirSync(folder)).toEqual([]);
});

test("so is one whose process id belongs to a later process, and one that was torn", async () => {
  leave({ pid: process.ppid, host: hostname(), started: "1" });
  expect(await withLock(path, {}, owner)).toMatchObject({ pid: process.pid });
  writeFileSync(path, '{"pid": 12');
  expect(await withLock(path, {}, owner)).toMatchObject({ pid: process.pid });
});

test("and one whose taking over was itself killed", async () => {
  const dead = { pid: deadPid(), host: hostname(), started: "1" };
  leave(dead);
  leave({ ...dead, started: "2" }, `${path}.${dead.pid}-1`);
  expect(await withLock(path, {}, owner)).toMatchObject({ pid: process.pid });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["alive", () => ({ pid: process.ppid, host: hostname(), started: startTime(process.ppid) })],
  ["on another machine, where it can't be seen", () => ({ pid: deadPid(), host: "elsewhere.example", started: "1" })],
])("an owner that is %s keeps it; waiting can be given up", async (_, its) => {
  leave(its());
  const signal = AbortSignal.timeout(60);
  await expect(withLock(path, { pollMs: 5, signal }, owner)).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("a lock is freed when the work fails", async () => {
  await expect(withLock(path, {}, () => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  expect(readdirSync(folder)).toEqual([]);
});

test("ten at once hold it in turn", async () => {
  let holders = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++holders);
    await sleep(2);
    holders--;
  };
  await Promise.all(Array.from({ length: 10 }, () => withLock(path, { pollMs: 1 }, work)));
  expect(most).toBe(1);
});

/** A process that appends what it does to a log, whole lines at once, while it holds the lock; it never lets go. */
function holder(word: string) {
  const program = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
    await withLock(${JSON.stringify(path)}, { pollMs: 1 }, async () => {
      appendFileSync(${JSON.stringify(join(folder, "log"))}, ${JSON.stringify(`${word}\n`)});
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
}
function log(): string[] {
  try {
    return readFileSync(join(folder, "log"), "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

test("of many that wait for one that is killed, one takes over, and so on to the last", async () => {
  const processes = new Map(["a", "b", "c", "d", "e"].map((word) => [word, holder(word)]));
  for (let turn = 1; turn <= processes.size; turn++) {
    await expect.poll(() => log().length, { timeout: 20_000 }).toBe(turn);
    await sleep(30);
    expect(log()).toHaveLength(turn);
    processes.get(log().at(-1) ?? "")?.kill("SIGKILL");
  }
  expect(log().toSorted()).toEqual([...processes.keys()]);
});

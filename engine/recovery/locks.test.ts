import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isHeld, removeLock, removeTornAttributes, type StackLock, stackLocks } from "./locks.ts";

let folder: string;
let locks: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-lock-test-"));
  locks = join(folder, ".pulumi", "locks", "organization", "provincial-cloud", "stttt");
  mkdirSync(locks, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = (changes: Partial<StackLock> = {}): StackLock => ({
  path: "",
  pid: spawnSync("true").pid,
  hostname: hostname(),
  timestamp: "2026-11-22T05:13:10.96Z",
  ...changes,
});

test("locks are read as Pulumi writes them, and one torn by a kill counts too", () => {
  const { path: _, ...contents } = lock({ pid: 4711 });
  writeFileSync(join(locks, "8a1f.json"), JSON.stringify({ ...contents, username: "root" }));
  writeFileSync(join(locks, "8a1f.json.attrs"), "{}");
  writeFileSync(join(locks, "9b2e.json"), '{"pid": 12');
  const found = stackLocks(folder, "provincial-cloud", "stttt");
  expect(found.map((l) => l.pid)).toEqual([4711, 0]);
  expect(stackLocks(folder, "provincial-cloud", "platform")).toEqual([]);
  for (const one of found) removeLock(one);
  expect(readdirSync(locks)).toEqual([]);
});

describe("whether an update still runs", () => {
  test("a dead process's lock is free", () => {
    expect(isHeld(lock())).toBe(false);
    expect(isHeld(lock({ pid: 0 }))).toBe(false);
  });

  test("so is one whose process id another program has now", () => {
    expect(isHeld(lock({ pid: process.pid, timestamp: new Date().toISOString() }))).toBe(false);
  });

  test("another machine's lock is held: its processes can't be seen", () => {
    expect(isHeld(lock({ hostname: "elsewhere.example" }))).toBe(true);
  });
});

test("half an attributes file beside the state goes, a whole one and the state stay", () => {
  const stacks = join(folder, ".pulumi", "stacks", "provincial-cloud");
  mkdirSync(stacks, { recursive: true });
  writeFileSync(join(stacks, "stttt.json"), "{");
  writeFileSync(join(stacks, "stttt.json.attrs"), "");
  writeFileSync(join(stacks, "stttt.json.bak.attrs"), '{"user.content_type":"application/json"}');
  expect(removeTornAttributes(folder, "provincial-cloud", "stttt")).toBe(1);
  expect(readdirSync(stacks)).toEqual(["stttt.json", "stttt.json.bak.attrs"]);
});

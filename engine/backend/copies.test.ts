import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readCheckpoint } from "../checkpoint.ts";
import { stateOf, writeState } from "../testing/state-folder.ts";
import { goodCopies, keepCopy, removeUnfinished, restoreCopy } from "./copies.ts";
import { DamagedStateError } from "./damage.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "copies-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const copies = (): string[] => readdirSync(join(folder, "copies", "p", "dev"));
const damage = (): string => {
  try {
    readCheckpoint(folder, "p", "dev");
  } catch (error) {
    if (error instanceof DamagedStateError) return error.message;
  }
  return "whole";
};

test.each([
  ["", "it is empty"],
  ['{"version":3,"checkpoint":{"stack":"d', "it is cut off after 37 bytes"],
  ["<html>", "it is no JSON"],
  ['{"version":3}', "it holds no state"],
])("a state of %j is damaged, and what restores it is said", (text, what) => {
  const path = writeState(folder, "dev", stateOf(7));
  const copy = keepCopy(folder, "p", "dev");
  writeFileSync(path, text);
  expect(damage()).toBe(
    `The state of dev is damaged: ${path}: ${what}.\n` +
      `Its last good copy is of 2026-11-22T05:00:00.000Z and holds 7 resources: ${copy}\n` +
      "`npx province state restore dev` puts it back; no other stack is concerned.",
  );
});

test("a packed state that is cut off is damaged, too, and one without any copy says so", () => {
  const path = writeState(folder, "dev", stateOf(50));
  const packed = gzipSync(readFileSync(path));
  writeFileSync(`${path}.gz`, packed.subarray(0, packed.length / 2));
  rmSync(path);
  expect(damage()).toMatch(/dev\.json\.gz: it is cut off after \d+ bytes\.\nThere is no good copy of it/);
});

test("a restored state is the copy's, and the damaged one is kept", () => {
  const path = writeState(folder, "dev", stateOf(7));
  keepCopy(folder, "p", "dev");
  truncateSync(path, 40);
  const [copy] = goodCopies(folder, "p", "dev");
  const aside = restoreCopy(folder, "p", "dev", copy!);
  expect(readCheckpoint(folder, "p", "dev")).toEqual(stateOf(7));
  expect(readFileSync(aside!, "utf8")).toHaveLength(40);
  expect(goodCopies(folder, "p", "dev")).toHaveLength(1);
});

test("a copy of Pulumi's own is put back as well, where there is none of ours", () => {
  const path = writeState(folder, "dev", stateOf(7));
  renameSync(path, `${path}.bak`);
  writeFileSync(path, "");
  const [copy] = goodCopies(folder, "p", "dev");
  expect(restoreCopy(folder, "p", "dev", copy!)).toBe(join(folder, "copies", "p", "dev", "damaged-dev.json"));
  expect(readCheckpoint(folder, "p", "dev")).toEqual(stateOf(7));
});

test("copies are kept once each, the last five of them, and a damaged state is none", () => {
  const path = writeState(folder, "dev", stateOf(0));
  for (let resources = 1; resources <= 7; resources++) {
    writeState(folder, "dev", stateOf(resources, resources));
    expect(keepCopy(folder, "p", "dev")).toBe(keepCopy(folder, "p", "dev"));
  }
  truncateSync(path, 10);
  expect(keepCopy(folder, "p", "dev")).toBeUndefined();
  expect(copies()).toHaveLength(5);
  expect(goodCopies(folder, "p", "dev").map(({ resources }) => resources)).toEqual([7, 6, 5, 4, 3]);
});

test("a clock that was ahead does not push the newer copies out", () => {
  for (const minute of [55, 56, 57, 58, 59, 1]) {
    writeState(folder, "dev", stateOf(minute, minute));
    keepCopy(folder, "p", "dev");
  }
  expect(goodCopies(folder, "p", "dev").map(({ resources }) => resources)).toContain(1);
});

test("later copies of one run take the place of each other, and never that of the state before it", () => {
  writeState(folder, "dev", stateOf(1));
  keepCopy(folder, "p", "dev");
  writeState(folder, "dev", stateOf(2, 1));
  const during = keepCopy(folder, "p", "dev");
  writeState(folder, "dev", stateOf(3, 2));
  keepCopy(folder, "p", "dev", during);
  expect(goodCopies(folder, "p", "dev").map(({ resources }) => resources)).toEqual([3, 1]);
});

test("Pulumi's own copies and records come to an end, and serve as copies as long as they are there", () => {
  const text = readFileSync(writeState(folder, "dev", stateOf(4)), "utf8");
  const history = join(folder, ".pulumi", "history", "p", "dev");
  const backups = join(folder, ".pulumi", "backups", "p", "dev");
  for (const place of [history, backups]) mkdirSync(place, { recursive: true });
  for (let n = 100; n < 160; n++) {
    writeFileSync(join(backups, `dev.${n}.json`), text);
    writeFileSync(join(history, `dev-${n}.history.json`), "{}");
    writeFileSync(join(history, `dev-${n}.checkpoint.json`), text);
  }
  expect(goodCopies(folder, "p", "dev")).toHaveLength(120);
  keepCopy(folder, "p", "dev");
  expect(readdirSync(backups)).toEqual(["dev.158.json", "dev.159.json"]);
  expect(readdirSync(history).filter((name) => name.includes("history"))).toHaveLength(50);
  expect(goodCopies(folder, "p", "dev")).toHaveLength(5);
});

test("what a kill left half-written goes, once nobody can be writing it any more", () => {
  const path = writeState(folder, "dev", stateOf(1));
  const torn = [`${path}.18ab.tmp`, `${path}.bak.18ab.tmp`, `${path.replace("dev", "dev2")}.18ab.tmp`];
  for (const each of torn) writeFileSync(each, "{");
  writeFileSync(`${path}.18ac.tmp`, "{");
  for (const each of torn) utimesSync(each, 1, 1);
  removeUnfinished(folder, "p", "dev");
  const left = readdirSync(join(folder, ".pulumi", "stacks", "p"));
  expect(left).toEqual(["dev.json", "dev.json.18ac.tmp", "dev2.json.18ab.tmp"]);
});

import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteUse, pruneImages } from "./prune.ts";

const HOUR = 3600 * 1000;
let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "provincial-cloud-prune-"));
});
afterEach(() => rm(cache, { recursive: true }));

/** An image of that name, last used so long ago. */
async function image(name: string, hours: number): Promise<string> {
  const dir = join(cache, name);
  await mkdir(join(dir, "node"), { recursive: true });
  const then = new Date(Date.now() - hours * HOUR);
  await utimes(dir, then, then);
  return dir;
}

test("an image of older inputs goes after a day without use; the current one and what is no image stay", async () => {
  await image("aaaaaaaaaaaaaaaa", 100);
  await image("vm-aaaaaaaaaaaaaaaa", 100);
  await image("vm-bbbbbbbbbbbbbbbb", 100);
  await image("bbbbbbbbbbbbbbbb", 25);
  await image("cccccccccccccccc", 23);
  await image("unfinished", 100);
  await pruneImages(cache, ["aaaaaaaaaaaaaaaa", "vm-aaaaaaaaaaaaaaaa"]);
  expect((await readdir(cache)).toSorted()).toEqual([
    "aaaaaaaaaaaaaaaa",
    "cccccccccccccccc",
    "unfinished",
    "vm-aaaaaaaaaaaaaaaa",
  ]);
});

test("an image that a cloud was started from counts as used then", async () => {
  const older = await image("bbbbbbbbbbbbbbbb", 100);
  const runDir = join(cache, "unfinished");
  await mkdir(runDir);
  const machines = await image("vm-bbbbbbbbbbbbbbbb", 100);
  await noteUse(runDir, [older, machines]);
  await pruneImages(cache, []);
  expect(await readdir(cache)).toEqual(expect.arrayContaining(["bbbbbbbbbbbbbbbb", "vm-bbbbbbbbbbbbbbbb"]));
});

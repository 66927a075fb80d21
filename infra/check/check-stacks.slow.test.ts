import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openRepository } from "../repository/repository.ts";
import { checkStacks } from "./check-stacks.ts";
import { VerdictCache } from "./verdict-cache.ts";

const repository = openRepository();
const names = ["platform", "stttt", "15061", "vpubnd"];
const folder = mkdtempSync(join(tmpdir(), "verdicts-"));
const file = join(folder, "verdicts.txt");

beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** The verdicts, and how many of them came from the cache. */
async function check(stacks = names) {
  let kept = 0;
  const onProgress = (_done: number, _total: number, fromCache: number): void => {
    kept = fromCache;
  };
  return { verdicts: await checkStacks(stacks, { cache: new VerdictCache(file), jobs: 0, onProgress }), kept };
}

// A worker takes most of a second to start: each number of them is tried once.
test("verdicts are the same from any number of workers, in the order asked for, and progress counts each once", async () => {
  const alone = await checkStacks(names, { jobs: 0 });
  expect(alone.map(({ stack }) => stack)).toEqual(names);
  expect(alone.every(({ resources, counts }) => resources > 15 && counts.networks > 0)).toBe(true);
  for (const jobs of [1, 3]) expect(await checkStacks(names, { jobs })).toEqual(alone);
  const seen: number[] = [];
  const onProgress = (done: number, total: number): void => void seen.push(done * 10 + total);
  const reversed = await checkStacks(names.toReversed(), { jobs: 2, onProgress });
  expect(reversed).toEqual(alone.toReversed());
  expect(seen).toEqual([14, 24, 34, 44]);
});

test("what did not change is not planned again", async () => {
  const first = await check();
  const second = await check();
  expect([first.kept, second.kept]).toEqual([0, 4]);
  expect(second.verdicts).toEqual(first.verdicts);
  expect((await check(["stttt"])).kept).toBe(1);
});

test.each([
  ["cut", (text: string) => text.slice(0, text.length / 2)],
  ["changed by hand", (text: string) => text.replaceAll('"resources":', '"resources":1')],
  ["somebody else's", () => "not\nours at all\n\u0000\u0001 {} {}\n"],
  ["with the verdicts of other keys", (text: string) => text.replaceAll(/^\S+/gm, (key) => key.toLowerCase())],
])("a cache file that is %s is no harm", async (_, damage) => {
  const first = await check();
  writeFileSync(file, damage(readFileSync(file, "utf8")));
  const second = await check();
  expect(second.kept).toBeLessThan(4);
  expect(second.verdicts).toEqual(first.verdicts);
  expect((await check()).kept).toBe(4);
});

test("a cache that can't be written is no harm", async () => {
  writeFileSync(file, "a file where a folder should be");
  const cache = new VerdictCache(join(file, "verdicts.txt"));
  expect(await checkStacks(["15061"], { cache, jobs: 0 })).toHaveLength(1);
});

test.each([0, 1])("an error of a program names its stack (%s workers)", async (jobs) => {
  const { province } = repository;
  const flavors = Object.fromEntries(Object.entries(province.flavors).map(([k, v]) => [k, { ...v, diskGb: 0 }]));
  const broken = { ...repository, province: { ...province, flavors } };
  const work = checkStacks(["15061", "platform"], { repository: broken, jobs });
  await expect(work).rejects.toThrow(/^stack platform: ServerFlavor '.*':\n  - diskGb 0/);
});

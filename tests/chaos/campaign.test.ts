import { expect, test } from "vitest";
import { type CaseResult, isNeeded, isOver } from "./campaign.ts";
import { type Case, caseOf, type Disturbing } from "./cases.ts";
import { campaignTable, stuckText } from "./report.ts";
import { roadOf, runCase, type Standing } from "./run-case.ts";
import type { World } from "./world.ts";

const caseWith = (disturbing: Disturbing): Case => ({ number: 1, seed: "7 1", disturbing });
const HELD: Disturbing = { kind: "service", phase: "create", service: "none", stop: false, nth: 1, seconds: 0 };
const NONE = { nothing: {}, plain: {}, changed: {} };

/** A world whose commands end with these codes, and which then has so many differences. */
function worldOf(codes: readonly number[], found: readonly number[]) {
  const ran: string[] = [];
  const left = [...codes];
  const seen = [...found];
  const world = {
    province: { become: () => {} },
    proxy: { disturb: () => {} },
    start: (words: readonly string[]) => {
      ran.push(words.join(" "));
      return { pid: 0, ended: Promise.resolve({ code: left.shift() ?? 0, output: "said\n", seconds: 0 }) };
    },
    differencesTo: () =>
      Promise.resolve(
        Array.from({ length: seen.shift() ?? 0 }, () => ({ kind: "ports", what: "extra" as const, text: "{}" })),
      ),
  };
  // Only what a case touches whose moment never comes
  return { world: world as unknown as World, ran };
}

test.each<[string, number[], number[], number | undefined, number]>([
  ["the disturbed run got there itself", [0], [0], 0, 1],
  ["one run more", [1, 0], [0], 1, 2],
  ["ended well, but not as it should be; one run more", [0, 0], [1, 0], 1, 2],
  ["two runs more", [1, 1, 0], [0], 2, 3],
  ["never ended well", [1, 1, 1], [0], undefined, 3],
  ["always ended well, and something is doubled", [0, 0, 0], [1, 1, 1], undefined, 3],
])("%s", async (_, codes, found, convergedAfter, runs) => {
  const { world, ran } = worldOf(codes, found);
  const outcome = await runCase(world, caseWith(HELD), "plain", NONE);
  expect(outcome.convergedAfter).toBe(convergedAfter);
  expect(ran).toEqual(Array.from({ length: runs }, () => "up --no-prove --yes"));
  expect(outcome.said).toBe(
    convergedAfter === undefined ? `province up --no-prove --yes ended with ${codes[2]}:\nsaid` : "",
  );
});

test("a run that nothing disturbed counts as one of the two", async () => {
  const { world, ran } = worldOf([1, 1, 0], []);
  const fault: Disturbing = { kind: "fault", phase: "create", rate: 0, runs: 3 };
  expect((await runCase(world, caseWith(fault), "plain", NONE)).convergedAfter).toBeUndefined();
  expect(ran).toHaveLength(2);
});

test("a case goes from what it needs to where the command leads", () => {
  const road = (disturbing: Disturbing, now: Standing) => Object.values(roadOf(caseWith(disturbing), now));
  expect(road(HELD, "changed")).toEqual(["nothing", "plain"]);
  expect(road({ ...HELD, phase: "change" }, "plain")).toEqual(["plain", "changed"]);
  expect(road({ ...HELD, phase: "change" }, "changed")).toEqual(["changed", "plain"]);
  expect(road({ ...HELD, phase: "change" }, "nothing")).toEqual(["plain", "changed"]);
  expect(road({ ...HELD, phase: "destroy" }, "changed")).toEqual(["changed", "nothing"]);
  expect(road({ kind: "hand", change: 0 }, "changed")).toEqual(["changed", "changed"]);
});

const result = (
  counted: CaseResult["counted"],
  disturbances: number,
  convergedAfter: number | undefined,
): CaseResult => ({
  number: 9,
  counted,
  what: `${counted} of a case`,
  convergedAfter,
  disturbances,
  told: [],
  differences: [],
  said: "",
  seconds: 1,
});

test("a campaign goes on until there were as many as wanted, and passes over what it has enough of", () => {
  const only: number[] = [];
  const options = { only, wanted: { kills: 4, changes: 2 } };
  const done = [result("kills", 3, 1), result("changes", 2, 1)];
  expect(isOver(options, 9, done)).toBe(false);
  const cases = Array.from({ length: 14 }, (_, index) => caseOf("7", index + 1, 3));
  const needed = cases.filter((each) => isNeeded(each, options, done)).map(({ disturbing }) => disturbing.kind);
  expect(new Set(needed)).toEqual(new Set(["kill"]));
  expect(isOver(options, 9, [...done, result("kills", 1, undefined)])).toBe(true);
  expect(isOver({ only: [3], wanted: {} }, 3, [])).toBe(false);
  expect(isOver({ only: [3], wanted: {} }, 4, [])).toBe(true);
  expect(isOver({ only, wanted: {} }, 4000, done)).toBe(false);
});

test("the table counts disturbances and cases, and what got stuck is named with its command", () => {
  const results = [result("kills", 4, 1), result("kills", 3, undefined), result("faults", 31, 0)];
  const rows = campaignTable(results).split("\n");
  expect(rows.find((row) => row.includes("kills"))).toMatch(/kills +7 +2 +0 +1 +0 +1$/);
  expect(rows.find((row) => row.includes("failed"))).toMatch(/ 31 +1 +1 +0 +0 +0$/);
  expect(stuckText(results, "7")).toBe("✗ kills of a case\n  npm run test:chaos -- --seed 7 --only 9");
});

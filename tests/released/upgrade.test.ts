import { describe, expect, test } from "vitest";
import { lossesOf } from "./losses.ts";
import { planRelease, recordedResources, RELEASES } from "./made-resources.ts";

describe.each(RELEASES)("what %s made", (release) => {
  test("outlives an upgrade to the code of today: nothing is deleted or replaced", async () => {
    const made = recordedResources(release);
    const counts = Object.values(made).map((resources) => resources.length);
    expect(Math.min(...counts)).toBeGreaterThan(20);
    expect(lossesOf(made, await planRelease(release))).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { abandonedHint, standingAgencies, stacksToDestroy } from "./standing-stacks.ts";

const standing = ["platform", "project-15061", "project-15064", "project-stttt", "stttt", "15064"];

test("an agency that stands and is no longer enrolled is told, and stops nobody", () => {
  expect(abandonedHint(standing, ["stttt", "15061"])).toEqual([expect.stringContaining("province destroy 15064 ")]);
  expect(abandonedHint(standing, ["stttt", "15061", "15064"])).toEqual([]);
});

test("what is taken away is what stands, enrolled or not, and be it a project alone", () => {
  expect(standingAgencies([], standing)).toEqual(["15061", "15064", "stttt"]);
  expect(standingAgencies(["15064"], standing)).toEqual(["15064"]);
  expect(() => standingAgencies(["15062", "stttt"], ["platform", "stttt"])).toThrow(
    "Nothing to take away of 15062. Those that stand: stttt.",
  );
  expect(() => standingAgencies(["platform"], ["platform"])).toThrow("No agency stands.");
});

test("a project goes after what is in it, and stays where the agency is enrolled", () => {
  const stacks = stacksToDestroy(["15061", "15064", "stttt"], standing, (agency) => agency !== "stttt");
  expect([...stacks]).toEqual([
    ["15061", ["project-15061"]],
    ["15064", ["15064", "project-15064"]],
    ["stttt", ["stttt"]],
  ]);
});

import { expect, test } from "vitest";
import { refuseAbandoned, standingAgencies } from "./standing-stacks.ts";

test("an agency that stands and is no longer enrolled keeps the platform from being built", () => {
  expect(() => refuseAbandoned(["platform", "stttt", "15064"], ["stttt", "15061"])).toThrow(
    /15064 still stands[^]*npx province destroy 15064/,
  );
  expect(() => refuseAbandoned(["platform", "stttt"], ["stttt", "15061"])).not.toThrow();
  expect(() => refuseAbandoned([], [])).not.toThrow();
});

test("what is taken away is what stands, enrolled or not", () => {
  expect(standingAgencies([], ["platform", "stttt", "15064"])).toEqual(["stttt", "15064"]);
  expect(standingAgencies(["15064"], ["platform", "stttt", "15064"])).toEqual(["15064"]);
  expect(() => standingAgencies(["15061", "stttt"], ["platform", "stttt"])).toThrow(
    "Nothing to take away of 15061. Those that stand: stttt.",
  );
  expect(() => standingAgencies(["platform"], ["platform"])).toThrow("No agency stands.");
});

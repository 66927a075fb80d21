import { expect, test } from "vitest";
import { standingAgencies, refuseAbandoned, standingStacks } from "./standing-stacks.ts";

const pulumi =
  (stdout: string, code = 0) =>
  async () => ({ code, stdout, stderr: "error: no such backend\n" });

test("a stack that was taken away stays in Pulumi's list, and does not stand", async () => {
  const list = [
    { name: "organization/provincial-cloud/platform", resourceCount: 53 },
    { name: "stttt", resourceCount: 0 },
    { name: "15061", resourceCount: 81 },
    // A backend that does not count.
    { name: "vpubnd" },
  ];
  expect(await standingStacks(pulumi(JSON.stringify(list)))).toEqual(["platform", "15061", "vpubnd"]);
  await expect(standingStacks(pulumi("", 255))).rejects.toThrow("no such backend");
});

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

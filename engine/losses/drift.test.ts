import { expect, test } from "vitest";
import type { Deployment, ResourceState } from "../checkpoint.ts";
import { driftBetween } from "./drift.ts";

const state = (...resources: Partial<ResourceState>[]): Deployment => ({
  manifest: { time: String(Math.random()) },
  resources: resources.map((each, index) => ({ urn: `u${index}`, type: "t", ...each })),
});
const secret = (ciphertext: string) => ({ "4dabf18193072939515e22adb298388d": "x", ciphertext });

test("a refresh that found everything as it was changed nothing, whenever it was read", () => {
  const before = state({ outputs: { a: secret("one") }, modified: "2026-01-01" });
  expect(driftBetween(before, state({ outputs: { a: secret("two") }, modified: "2026-01-02" }))).toEqual({
    changed: false,
    gone: new Set(),
  });
});

test("what the cloud has no more is gone; what it has otherwise has changed", () => {
  expect(driftBetween(state({}, {}), state({}))).toEqual({ changed: true, gone: new Set(["u1"]) });
  expect(driftBetween(state({ outputs: { networks: [1] } }), state({ outputs: { networks: [] } }))).toEqual({
    changed: true,
    gone: new Set(),
  });
});

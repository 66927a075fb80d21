import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/lifecycle/stage-gate.ts";
import { UNKNOWN, type Lifecycle } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { stageGate as policy } from "./stage-gate.ts";

const evidence: Omit<Lifecycle, "stage"> = {
  tests: { functional: "pass", feature: "pass", performance: "pass", security: "pass" },
  fallback: true,
  risks: true,
};
const judge = (lifecycle: Lifecycle) => messages(policy, preview(examples.passes), { lifecycle });

test("from pilot to dual-stack passes", () => {
  for (const view of [preview, applied, blind]) {
    expect(messages(policy, view(examples.passes), examples.context)).toEqual([]);
  }
});

test("a resource that claims production in a stack at dual-stack fails", () => {
  expect(messages(policy, preview(examples.fails), examples.context)).toEqual([
    'Router "portal" claims stage production in a stack at stage dual-stack, without a feature test, a performance test, a security test, a written fallback and a written list of risks; LIF-01 wants evidence before stage production. Fix: tag it stage:dual-stack, or write down the evidence and move the stack',
  ]);
});

test.each([
  ["design", "production"],
  ["pilot", "verified"],
  ["verified", "v6-only"],
  ["retired", "pilot"],
] as const)("from %s to %s fails", (previous, stage) => {
  const found = judge({ ...evidence, previous, stage });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`goes from stage ${previous} to ${stage}`);
});

test.each([
  ["survey", "design"],
  ["dual-stack", "verified"],
  ["verified", "production"],
  ["production", "dual-stack"],
  ["cutover", "verified"],
  ["pilot", "retired"],
  ["production", "production"],
] as const)("from %s to %s with evidence passes", (previous, stage) => {
  expect(judge({ ...evidence, previous, stage })).toEqual([]);
});

test("production needs four passed tests, a fallback and risks", () => {
  expect(judge({ stage: "production", ...evidence })).toEqual([]);
  expect(judge({ stage: "production" })[0]).toContain(
    "without a functional test, a feature test, a performance test, a security test, a written fallback and a written list of risks",
  );
  expect(judge({ ...evidence, stage: "production", tests: { ...evidence.tests, security: "fail" } })[0]).toContain(
    "without a passed security test (it failed)",
  );
  expect(judge({ stage: "production", ...evidence, fallback: false })).toHaveLength(1);
});

test("verified needs the tests alone, earlier stages nothing", () => {
  expect(judge({ stage: "verified", tests: evidence.tests! })).toEqual([]);
  expect(judge({ stage: "verified" })).toHaveLength(1);
  expect(judge({ stage: "dual-stack" })).toEqual([]);
});

test("at every level it is mandatory, and without a lifecycle or resources silent", () => {
  const found = findings(policy, preview(examples.passes), {
    securityLevel: 1,
    phase: 1,
    lifecycle: { stage: "production" },
  });
  expect(found.map(({ level }) => level)).toEqual(["mandatory"]);
  expect(messages(policy, preview(examples.fails))).toEqual([]);
  expect(messages(policy, [], { lifecycle: { stage: "production" } })).toEqual([]);
});

test("unknown tags are not judged", () => {
  expect(messages(policy, preview(change(examples.fails, "portal", { tags: UNKNOWN })), examples.context)).toEqual([]);
});

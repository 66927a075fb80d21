import { expect, test } from "vitest";
import type { Lifecycle, PolicyContext } from "../../policies/policy.ts";
import type { SideStack } from "./planned-side.ts";
import { comparedContext, withStageStep } from "./stage-step.ts";

const NETWORK = "openstack:networking/network:Network";
const stack: SideStack = {
  name: "stttt",
  resources: [
    {
      urn: `urn:pulumi:stttt::provincial-cloud::${NETWORK}::app`,
      type: NETWORK,
      name: "app",
      inputs: {},
      propertyDependencies: {},
      protect: false,
    },
  ],
  findings: [],
};
const at = (stage: Lifecycle["stage"], more: PolicyContext = {}): PolicyContext => ({ lifecycle: { stage }, ...more });
const step = (before: PolicyContext | undefined, after: PolicyContext, side = stack) =>
  withStageStep(side, comparedContext(before, after)).findings;

test("a step that leaves stages out is a violation of the newer side", () => {
  const [found, ...more] = step(at("design"), at("dual-stack"));
  expect(found).toMatchObject({ policy: "LIF-01", level: "mandatory" });
  expect(found?.message.en).toContain(
    "goes from stage design to dual-stack; LIF-01 wants pilot or retired after design",
  );
  expect(more).toEqual([]);
});

test("the next stage, the same one, one before, and a new stack are no violations", () => {
  expect(step(at("pilot"), at("dual-stack"))).toEqual([]);
  expect(step(at("dual-stack"), at("dual-stack"))).toEqual([]);
  expect(step(at("dual-stack"), at("pilot"))).toEqual([]);
  expect(step(undefined, at("dual-stack"))).toEqual([]);
  expect(step({}, at("dual-stack"))).toEqual([]);
  expect(step(at("dual-stack"), {})).toEqual([]);
});

test("what the plan said already is not said twice, and a waiver holds", () => {
  const judged = { ...stack, findings: step(at("design"), at("verified")) };
  expect(judged.findings.length).toBeGreaterThan(1);
  expect(step(at("design"), at("verified"), judged)).toEqual(judged.findings);
  const waiver = { policy: "LIF-01", resource: "*", reason: "r", approvedBy: "a", expires: "2999-12-31" };
  expect(step(at("design"), at("dual-stack", { date: "2026-01-01", waivers: [waiver] }))).toEqual([]);
});

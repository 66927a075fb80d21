import { beforeAll, expect, test } from "vitest";
import { planStacks } from "../infra/planned-stacks.ts";
import { policyContextOf } from "../infra/policy-context.ts";
import { PROJECT } from "../infra/stack-names.ts";
import { judgedResource } from "../plan/judged-plan.ts";
import { judge } from "../policies/judge.ts";
import type { JudgedResource, PolicyContext } from "../policies/policy.ts";
import { ROUTER_INTERFACE, SEC_GROUP_RULE, SUBNET } from "../policies/types.ts";

// The policies must see every half of what our own program makes twice: take one away and a finding has to follow.
const STACK = "15061";
let resources: JudgedResource[];
let context: PolicyContext;

beforeAll(async () => {
  const [plan] = await planStacks([STACK]);
  resources = plan!.resources.map(judgedResource);
  context = policyContextOf(PROJECT, STACK);
});

const mandatoryWithout = (gone: JudgedResource): string[] => {
  const { findings } = judge(
    resources.filter((resource) => resource !== gone),
    context,
  );
  return findings.filter((finding) => finding.level === "mandatory").map((finding) => finding.policy);
};

test("the tenant as it is has no finding", () => {
  expect(judge(resources, context).findings).toEqual([]);
});

test.each([
  ["subnet", SUBNET, "NET-01"],
  ["router interface", ROUTER_INTERFACE, "RTR-01"],
])("without any one %s it fails", (_, type, policy) => {
  const all = resources.filter((resource) => resource.type === type);
  expect(all.length).toBeGreaterThan(1);
  for (const gone of all)
    expect([gone.name, mandatoryWithout(gone)]).toEqual([gone.name, expect.arrayContaining([policy])]);
});

test("without any one rule for tcp or udp it fails", () => {
  const all = resources.filter(
    (resource) => resource.type === SEC_GROUP_RULE && ["tcp", "udp"].includes(String(resource.inputs["protocol"])),
  );
  expect(all.length).toBeGreaterThan(10);
  for (const gone of all)
    expect([gone.name, mandatoryWithout(gone)]).toEqual([gone.name, expect.arrayContaining(["SEC-02"])]);
});

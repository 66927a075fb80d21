import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/lifecycle/no-destructive-v6-change.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { noDestructiveV6Change as policy } from "./no-destructive-v6-change.ts";

const production = examples.context!;

test("a protected volume passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), production)).toEqual([]);
});

test("in production an unprotected volume fails, elsewhere not", () => {
  expect(messages(policy, preview(examples.fails), production)).toEqual([
    'Volume "records" holds data in production and is not protected; LIF-03 wants protect on everything that holds data. Fix: set the resource option protect to true',
  ]);
  expect(messages(policy, preview(examples.fails), { environment: "staging" })).toEqual([]);
  expect(messages(policy, preview(examples.fails))).toEqual([]);
});

test("what may be lost needs no protection", () => {
  const scratch = change(examples.fails, "records", { metadata: { stateful: "false" } });
  expect(messages(policy, preview(scratch), production)).toEqual([]);
});

const early: PolicyContext = { mode: "v6-preferred", lifecycle: { stage: "dual-stack" } };
const leaving = without(compliantTenant(), "app-ipv4", "router-app-ipv4");

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("IPv4 that goes before the tests fails %s", (_, view) => {
  expect(messages(policy, view(leaving), early)).toEqual([
    'Network "app" of a stack at stage dual-stack has IPv6 subnets only: "app-ipv6" (3fff:38:60:3000::/64); LIF-03 wants IPv4 kept until the system is verified. Fix: keep the IPv4 subnet, or record the four passed tests first',
  ]);
});

test("IPv4 may go once the tests have passed, and was never there in a new IPv6-only tenant", () => {
  const tests = { functional: "pass", feature: "pass", performance: "pass", security: "pass" } as const;
  expect(
    messages(policy, preview(leaving), { ...early, lifecycle: { stage: "v6-only", previous: "dual-stack", tests } }),
  ).toEqual([]);
  expect(messages(policy, preview(leaving), { ...early, lifecycle: { stage: "pilot", previous: "design" } })).toEqual(
    [],
  );
  expect(messages(policy, preview(compliantTenant()), early)).toEqual([]);
});

test("while a subnet's network or a volume's metadata is unknown, nothing is judged", () => {
  expect(messages(policy, blind(leaving), early)).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "records", { metadata: UNKNOWN })), production)).toEqual([]);
});

import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { SERVER_GROUP } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { antiAffinity as policy } from "./anti-affinity.ts";

test("replicas in one anti-affinity group pass", () => {
  for (const view of [preview, applied]) expect(messages(policy, view(compliantTenant()), tenantContext)).toEqual([]);
});

test("a replica outside the group fails", () => {
  expect(
    messages(policy, preview(change(compliantTenant(), "web-2", { schedulerHints: undefined })), tenantContext),
  ).toEqual([
    'Instance "web-2" is one of 2 replicas of "web" and in no server group; CMP-03 wants all replicas in one anti-affinity server group. Fix: make a ServerGroup with the policy anti-affinity or soft-anti-affinity and name it in each replica\'s schedulerHints',
  ]);
});

test("a group with another policy fails", () => {
  const drafts = change(compliantTenant(), "web-apart", { policies: ["affinity"] });
  expect(messages(policy, preview(drafts), tenantContext)[0]).toContain(
    'in ServerGroup "web-apart", whose policies are affinity',
  );
  expect(
    messages(
      policy,
      preview(change(compliantTenant(), "web-apart", { policies: ["soft-anti-affinity"] })),
      tenantContext,
    ),
  ).toEqual([]);
});

test("replicas in two groups fail", () => {
  const drafts: Draft[] = [
    ...change(compliantTenant(), "web-2", { schedulerHints: [{ group: ref("other") }] }),
    { type: SERVER_GROUP, name: "other", inputs: { policies: ["anti-affinity"] } },
  ];
  expect(messages(policy, preview(drafts), tenantContext)[0]).toContain("are in 2 different server groups");
});

test("one server alone needs no group", () => {
  const drafts = change(without(compliantTenant(), "web-2"), "web-1", { schedulerHints: undefined });
  expect(messages(policy, preview(drafts), tenantContext)).toEqual([]);
});

test("below level 3 nothing is judged, without a level it advises", () => {
  const drafts = preview(change(compliantTenant(), "web-2", { schedulerHints: undefined }));
  expect(findings(policy, drafts, { securityLevel: 2 })).toEqual([]);
  expect(findings(policy, drafts).map((finding) => finding.level)).toEqual(["advisory"]);
});

test("while a server's group is unknown, nothing is judged", () => {
  expect(messages(policy, blind(compliantTenant()), tenantContext)).toEqual([]);
  expect(
    messages(policy, preview(change(compliantTenant(), "web-2", { schedulerHints: UNKNOWN })), tenantContext),
  ).toEqual([]);
  expect(
    messages(policy, preview(change(compliantTenant(), "web-apart", { policies: UNKNOWN })), tenantContext),
  ).toEqual([]);
});

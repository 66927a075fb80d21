import { describe, expect, test } from "vitest";
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

describe("replicas that can't share a host need no group", () => {
  const loose = change(change(compliantTenant(), "web-1", { schedulerHints: undefined }), "web-2", {
    schedulerHints: undefined,
  });
  const third: Draft = { ...loose.find(({ name }) => name === "web-2")!, name: "web-3" };
  const placed = (...zones: unknown[]): Draft[] =>
    zones.reduce<Draft[]>(
      (drafts, availabilityZone, index) => change(drafts, `web-${index + 1}`, { availabilityZone }),
      zones.length > 2 ? [...loose, third] : loose,
    );
  const told = (drafts: Draft[]) =>
    findings(policy, preview(drafts), tenantContext).map(({ resource }) => resource.split("::").at(-1));

  test.each([
    ["in different availability zones", placed("az1", "az2")],
    ["on hosts that are forced", placed("nova:compute-1", "nova:compute-2")],
    ["in zones that the provider takes as hints", change(placed("az1"), "web-2", { availabilityZoneHints: "az2" })],
    ["where the zone of one is not known yet", placed("az1", UNKNOWN)],
    ["that are told to stand apart", change(loose, "web-2", { schedulerHints: [{ differentHosts: [ref("web-1")] }] })],
  ])("%s", (_, drafts) => {
    expect(told(drafts)).toEqual([]);
  });

  test("those of one zone do, and those that may come into it", () => {
    expect(told(placed("az1", "az1"))).toEqual(["web-1", "web-2"]);
    expect(told(placed("az1", "az2", "az1"))).toEqual(["web-1", "web-3"]);
    expect(told(placed("az1", undefined))).toEqual(["web-1", "web-2"]);
    expect(told(placed("nova:compute-1", "nova:compute-1"))).toEqual(["web-1", "web-2"]);
    expect(told(placed("nova:compute-1", "nova"))).toEqual(["web-1", "web-2"]);
    expect(told(placed("az1", "az1", UNKNOWN))).toEqual(["web-1", "web-2"]);
  });

  test("a group for each zone is right", () => {
    const group = (name: string): Draft => ({ type: SERVER_GROUP, name, inputs: { policies: ["anti-affinity"] } });
    const drafts = change(placed("az1", "az2"), "web-2", { schedulerHints: [{ group: ref("other") }] });
    expect(
      told([...change(drafts, "web-1", { schedulerHints: [{ group: ref("web-apart") }] }), group("other")]),
    ).toEqual([]);
  });
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

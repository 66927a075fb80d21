import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/quotas.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { quotas as policy } from "./quotas.ts";

const context = examples.context!;
const all = examples.passes;

test("a project with every quota passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(all), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a project without a network quota fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails), context)).toEqual([
    'Project "snv" has no network quota; IAM-03 wants limits for network, subnet, port, securityGroup and floatingip. Fix: add QuotaV2, QuotaSetV2, QuoteSetV3 and loadbalancer.Quota for the project, or use TenantProject',
  ]);
});

test("quotas of services that the cloud lacks are not wanted; of those that it may lack they are advised", () => {
  const bare = preview(without(all, "snv-volume", "snv-load-balancer"));
  expect(findings(policy, bare, { cloudServices: [] })).toEqual([]);
  expect(findings(policy, bare).map(({ level }) => level)).toEqual(["advisory", "advisory"]);
  expect(findings(policy, bare, context).map(({ level }) => level)).toEqual(["mandatory", "mandatory"]);
});

test("room for one subnet on each network fails, except in mode v6-only", () => {
  const narrow = preview(change(all, "snv-network", { subnet: 8 }));
  expect(messages(policy, narrow, context)[0]).toContain(
    "allows 8 networks and 8 subnets; IAM-03 wants room for a subnet of each family on every network (16)",
  );
  expect(messages(policy, narrow, { ...context, mode: "v6-only" })).toEqual([]);
});

test("no limit is no quota", () => {
  expect(messages(policy, preview(change(all, "snv-compute", { ram: -1, cores: undefined })), context)[0]).toContain(
    "sets no limit for cores and ram",
  );
});

test("while a quota's project is unknown, none is said to be missing", () => {
  const two = [...examples.fails, { ...all[1]!, inputs: { ...all[1]!.inputs, projectId: UNKNOWN } }];
  expect(messages(policy, preview(two), context)).toEqual([]);
  expect(messages(policy, preview(change(all, "snv-network", { subnet: UNKNOWN })), context)).toEqual([]);
});

import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/rbac-narrow.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { rbacNarrow as policy } from "./rbac-narrow.ts";

test("sharing with one project passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("sharing with everyone fails", () => {
  expect(messages(policy, preview(examples.fails))).toEqual([
    'RbacPolicyV2 "storage-for-vpubnd" shares its network with every project (targetTenant *); IAM-04 wants the id of one project. Fix: write one RbacPolicyV2 for each project that needs the object',
  ]);
});

test("only the platform lends external networks", () => {
  const external = preview(change(examples.passes, "storage-for-vpubnd", { action: "access_as_external" }));
  expect(messages(policy, external, { agency: "stttt" })[0]).toContain("of agency stttt lends a network as external");
  expect(messages(policy, external, { platform: true })).toEqual([]);
  expect(messages(policy, external)).toEqual([]);
});

test("unknown values are not judged", () => {
  const unknown = change(examples.fails, "storage-for-vpubnd", { targetTenant: UNKNOWN, action: UNKNOWN });
  expect(messages(policy, preview(unknown), { agency: "stttt" })).toEqual([]);
});

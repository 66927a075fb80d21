import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/qos/qos-on-wan-guest.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { qosOnWanGuest as policy } from "./qos-on-wan-guest.ts";

const good = examples.passes;

test("a guest network with a bandwidth limit passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(good))).toEqual([]);
});

test("a guest network without a policy is advised against", () => {
  expect(messages(policy, preview(examples.fails))).toEqual([
    'Network "guest" of zone guest has no qosPolicyId; QOS-01 wants a bandwidth limit on networks of zones wan and guest. Fix: set qosPolicyId to a QosPolicy with a QosBandwidthLimitRule',
  ]);
  expect(findings(policy, preview(examples.fails))[0]?.level).toBe("advisory");
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a policy that limits nothing is not enough %s", (_, view) => {
  expect(messages(policy, view(without(good, "fair-share-limit")))[0]).toContain(
    'has QosPolicy "fair-share", which limits no bandwidth',
  );
});

const tagged = (tags: unknown) => preview(change(examples.fails, "guest", { tags }));

test("zone wan is judged, others and untagged networks are not", () => {
  expect(messages(policy, tagged(["zone:wan"]))).toHaveLength(1);
  expect(messages(policy, tagged(["zone:lan"]))).toEqual([]);
  expect(messages(policy, tagged(undefined))).toEqual([]);
});

test("unknown tags and policies, and policies made elsewhere, are not judged", () => {
  expect(messages(policy, preview(change(examples.fails, "guest", { tags: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(change(good, "guest", { qosPolicyId: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(change(good, "guest", { qosPolicyId: "made-elsewhere" })))).toEqual([]);
  expect(messages(policy, preview(change(good, "fair-share-limit", { qosPolicyId: UNKNOWN })))).toEqual([]);
});

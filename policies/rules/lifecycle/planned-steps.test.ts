import { expect, test } from "vitest";
import { urnOf } from "../../examples/drafts.ts";
import type { Lifecycle, PlannedStep, PolicyContext } from "../../policy.ts";
import { INSTANCE, NETWORK, SEC_GROUP_RULE, SUBNET, VOLUME } from "../../resources/types.ts";
import { noDestructiveV6Change as policy } from "./no-destructive-v6-change.ts";

const step = (op: string, type: string, name: string, inputs?: Record<string, unknown>): PlannedStep => ({
  urn: urnOf(name, type),
  op,
  ...(inputs ? { inputs } : {}),
});
const enabling = step("create", SUBNET, "lan-ipv6", { ipVersion: 6 });
const found = (steps: PlannedStep[], context: PolicyContext = {}) =>
  policy.checkSteps!(steps, context).map(({ message }) => message.en);

test("enabling IPv6 by additions alone passes", () => {
  expect(found([enabling, step("update", NETWORK, "lan"), step("create", SEC_GROUP_RULE, "https-ipv6")])).toEqual([]);
});

test("enabling IPv6 must not replace a network, and says so once", () => {
  const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, NETWORK, "lan"));
  expect(found([enabling, ...steps])).toEqual([
    'Network "lan" would be replaced in an update that enables IPv6; LIF-03 wants only additions until the system is verified. Fix: leave the resource as it is and add beside it, or do this in an update of its own',
  ]);
});

test("rules come and go, and an IPv6 subnet may be made anew", () => {
  expect(found([enabling, step("delete", SEC_GROUP_RULE, "old")])).toEqual([]);
  expect(found([enabling, step("delete", SUBNET, "old", { ipVersion: 6 })])).toEqual([]);
  expect(found([enabling, step("delete", SUBNET, "old", { ipVersion: 4 })])).toHaveLength(1);
});

test("an update that neither enables IPv6 nor moves the stage may remove a server", () => {
  expect(found([step("delete", INSTANCE, "web-2")])).toEqual([]);
});

test("a move of the stage must not delete servers; verified, IPv4 itself may go, a network may not be replaced", () => {
  const moving: Lifecycle = { stage: "dual-stack", previous: "pilot" };
  expect(found([step("delete", INSTANCE, "web-2")], { lifecycle: moving })[0]).toContain(
    "would be deleted while the stack goes from stage pilot to dual-stack",
  );
  const tests = { functional: "pass", feature: "pass", performance: "pass", security: "pass" } as const;
  const leaving: PolicyContext = { lifecycle: { stage: "v6-only", previous: "production", tests } };
  expect(found([step("delete", SUBNET, "lan-ipv4", { ipVersion: 4 })], leaving)).toEqual([]);
  expect(found([step("replace", NETWORK, "lan")], leaving)).toHaveLength(1);
});

test("in production nothing that holds data goes, retired everything may", () => {
  const gone = [step("delete", VOLUME, "records", { metadata: {} })];
  expect(found(gone, { environment: "production" })[0]).toContain("would be deleted in production");
  expect(
    found([step("delete", VOLUME, "scratch", { metadata: { stateful: "false" } })], { environment: "production" }),
  ).toEqual([]);
  expect(found(gone, { environment: "staging" })).toEqual([]);
  expect(found(gone, { environment: "production", lifecycle: { stage: "retired" } })).toEqual([]);
});

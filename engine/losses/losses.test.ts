import { expect, test } from "vitest";
import { asText } from "../../model/text.ts";
import { lossesIn, lossLines, type PreviewStep, readPreviewStep } from "./losses.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const PORT = "openstack:networking/port:Port";
const SERVER = "openstack:compute/instance:Instance";
const SUBNET = "openstack:networking/subnet:Subnet";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const urnOf = (type: string): string => `urn:pulumi:s::p::a:b:C$${type}::stttt-web-1`;
const step = (op: string, type: string, before: object, after: object = {}, more: Partial<PreviewStep> = {}) => ({
  op,
  urn: urnOf(type),
  old: { type, inputs: { name: "web-1", ...before } },
  new: { type, inputs: { name: "web-1", ...after } },
  ...more,
});
const lines = (steps: PreviewStep[], context?: Parameters<typeof lossesIn>[1]) =>
  lossLines(lossesIn(steps, context)).map(({ en }) => en);

test("what is declared no more is named by its name in the cloud", () => {
  expect(lines([step("delete", SERVER, {})])).toEqual(["server web-1 would be deleted: it is declared no more"]);
});

test("a floating address is named by its address", () => {
  const type = "openstack:networking/floatingIp:FloatingIp";
  const old = { type, inputs: {}, outputs: { address: "203.0.113.60" } };
  expect(lines([{ op: "delete", urn: urnOf(type), old }])[0]).toMatch(/^floating address 203\.0\.113\.60 would be del/);
});

test("a replacement is told once, with the value that changed", () => {
  const keys = ["cidr"];
  const [before, after] = [{ cidr: "192.0.2.0/25" }, { cidr: "192.0.2.0/24" }];
  expect(
    lines([
      step("create-replacement", SUBNET, before, after, { keys }),
      step("replace", SUBNET, before, after, { keys }),
      step("delete-replaced", SUBNET, before, {}, { new: null }),
    ]),
  ).toEqual(['subnet web-1 would be replaced: its cidr was "192.0.2.0/25" and is to be "192.0.2.0/24"']);
});

test("a replacement that follows from another resource says which, and whether the cloud has it no more", () => {
  const server = step(
    "replace",
    SERVER,
    { networks: [{ port: "p1" }] },
    { networks: [{ port: UNKNOWN }] },
    { keys: ["networks[0].port"] },
  );
  const port = step("create", PORT, {}, {}, { old: null });
  const planned = [{ urn: server.urn, propertyDependencies: { networks: [port.urn] } }];
  expect(lines([port, server], { planned })).toEqual([
    "server web-1 would be replaced: its networks comes from port stttt-web-1, which is made anew",
  ]);
  expect(lines([port, server], { planned, gone: new Set([port.urn]) })[0]).toMatch(/which is gone from the cloud$/);
});

test("pages of user data, and a secret, are not shown", () => {
  const [before, after] = [{ userData: "a".repeat(500) }, { userData: "b" }];
  expect(lines([step("replace", SERVER, before, after, { keys: ["userData"] })])[0]).toMatch(/its userData changes$/);
  const secret = (ciphertext: string) => ({ "4dabf18193072939515e22adb298388d": "x", ciphertext });
  const secrets = step(
    "replace",
    SERVER,
    { userData: secret("one") },
    { userData: secret("two") },
    { keys: ["userData"] },
  );
  expect(lines([secrets])[0]).not.toMatch(/one|two/);
});

test("a reason that the caller has is told as it is", () => {
  const forced = new Map([[urnOf(SERVER), asText("Nova has it in ERROR: No valid host")]]);
  expect(lines([step("replace", SERVER, {}, {}, { keys: ["id"] })], { forced })[0]).toMatch(/Nova has it in ERROR/);
});

test("a server whose flavor is gone is replaced, though an engine that knows no new one yet speaks of an update", () => {
  const gone = { flavorId: "" };
  const update = step("update", SERVER, gone, { flavorId: UNKNOWN }, { diffs: ["flavorId"] });
  const old = { type: SERVER, inputs: { name: "web-1", ...gone }, outputs: gone };
  expect(lines([{ ...update, old }])).toEqual(["server web-1 would be replaced: its flavor is gone from the cloud"]);
  expect(lines([{ ...update, old: { ...old, outputs: { flavorId: "f1" } } }])).toEqual([]);
});

test("another image empties a server that stays, other changes in place do not", () => {
  expect(lines([step("update", SERVER, { imageId: "i1" }, { imageId: "i2" }, { diffs: ["imageId"] })])).toEqual([
    'server web-1 would lose what is on it: its imageId was "i1" and is to be "i2"',
  ]);
  expect(lines([step("update", SERVER, {}, {}, { diffs: ["metadata"] })])).toEqual([]);
});

test("rules, what is created, and what only waits to be deleted are no losses", () => {
  const waiting = step("delete", PORT, {});
  expect(lines([step("replace", RULE, {}), step("create", SERVER, {}, {}, { old: null })])).toEqual([]);
  expect(lines([{ ...waiting, old: { type: PORT, delete: true } }])).toEqual([]);
});

test("a step is read from a line of the engine, anything else is passed over", () => {
  const metadata = { op: "delete", urn: urnOf(PORT), old: { type: PORT, inputs: {} } };
  expect(readPreviewStep(JSON.stringify({ sequence: 4, resourcePreEvent: { metadata } }))).toEqual(metadata);
  expect(readPreviewStep('{"summaryEvent":{}}')).toBeUndefined();
  expect(readPreviewStep('{"resourcePreEvent": {"metadata": {"op": "del')).toBeUndefined();
});

import { expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { examples } from "../../examples/volume/volume-encrypted.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { INSTANCE, VOLUME, VOLUME_TYPE } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { volumeEncrypted as policy } from "./volume-encrypted.ts";

const context: PolicyContext = examples.context!;
const changed = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.fails, "records", inputs)), context);

test("an encrypted type of its own level passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test("the default type fails, with and without the list of encrypted types", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    "Volume \"records\" at security level 3 names no volume type, so the cloud's default holds; BLK-01 wants an encrypted volume type (luks and luks-level3). Fix: set volumeType to an encrypted type whose backend is this level's alone",
  ]);
  expect(messages(policy, preview(examples.fails), { securityLevel: 3 })).toHaveLength(1);
});

test("a plain type fails twice, an encrypted one that lower levels share once", () => {
  expect(changed({ volumeType: "lvm" })).toHaveLength(2);
  expect(changed({ volumeType: "luks" })).toEqual([
    'Volume "records" at security level 3 has the volume type luks, whose backend lower levels use too; BLK-01 wants a type with a backend of its own (luks-level3). Fix: set volumeType to an encrypted type whose backend is this level\'s alone',
  ]);
});

test("below level 3 zone db advises, and other zones say nothing", () => {
  const low: PolicyContext = { ...context, securityLevel: 2 };
  expect(findings(policy, preview(examples.fails), low).map(({ level }) => level)).toEqual(["advisory"]);
  expect(findings(policy, preview(change(examples.fails, "records", { metadata: { zone: "app" } })), low)).toEqual([]);
  // Shared partitions are a matter of level 3.
  expect(findings(policy, preview(change(examples.fails, "records", { volumeType: "luks" })), low)).toEqual([]);
});

test("the volume's own level comes before the stack's", () => {
  const own = change(examples.fails, "records", { metadata: { zone: "app", securityLevel: "4" } });
  expect(findings(policy, preview(own), { securityLevel: 1 }).map(({ level }) => level)).toEqual(["mandatory"]);
});

test("a named type says nothing while nobody knows which types are encrypted", () => {
  expect(
    messages(policy, preview(change(examples.fails, "records", { volumeType: "lvm" })), { securityLevel: 4 }),
  ).toEqual([]);
});

test("a copy takes over its source's type", () => {
  const drafts = [
    ...examples.passes,
    { type: VOLUME, name: "copy", inputs: { size: 20, sourceVolId: ref("records"), metadata: { zone: "db" } } },
  ];
  for (const view of [preview, applied]) expect(messages(policy, view(drafts), context)).toEqual([]);
});

test("a volume that Nova makes for a server is judged like one of its own", () => {
  const server = (device: unknown, own: PolicyContext = context) =>
    findings(
      policy,
      preview([{ type: INSTANCE, name: "db-1", inputs: { blockDevices: [device], tags: ["zone:db"] } }]),
      own,
    );
  const disk = { uuid: "image", sourceType: "image", destinationType: "volume", volumeSize: 20 };
  expect(server(disk).map(({ message }) => message.en)).toEqual([
    "Instance \"db-1\" at security level 3 names no volume type, so the cloud's default holds (blockDevices[0]); BLK-01 wants an encrypted volume type (luks and luks-level3). Fix: set volumeType to an encrypted type whose backend is this level's alone",
  ]);
  expect(server({ ...disk, sourceType: "blank", volumeType: "lvm" })).toHaveLength(2);
  expect(server({ ...disk, volumeType: "luks-level3" })).toEqual([]);
  expect(server(disk, { securityLevel: 1 }).map(({ level }) => level)).toEqual(["advisory"]);
  for (const device of [
    { ...disk, sourceType: "volume" },
    { ...disk, sourceType: "snapshot" },
    { ...disk, destinationType: "local" },
    { ...disk, volumeType: UNKNOWN },
    { ...disk, sourceType: UNKNOWN },
    UNKNOWN,
  ])
    expect(server(device)).toEqual([]);
});

test("a dedicated type must not be public", () => {
  const [open, closed, unknown] = [undefined, false, UNKNOWN].map((isPublic) =>
    messages(policy, preview([{ type: VOLUME_TYPE, name: "luks-level3", inputs: { isPublic } }]), context),
  );
  expect(open?.[0]).toContain("is kept for systems of one level and is public");
  expect([closed, unknown]).toEqual([[], []]);
});

test("unknown types and levels are not judged", () => {
  expect(changed({ volumeType: UNKNOWN })).toEqual([]);
  expect(changed({ metadata: UNKNOWN })).toEqual([]);
});

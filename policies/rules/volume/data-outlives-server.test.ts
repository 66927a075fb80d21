import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/volume/data-outlives-server.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { dataOutlivesServer as policy } from "./data-outlives-server.ts";

const device = (inputs: Record<string, unknown>) =>
  findings(
    policy,
    preview(
      change(examples.passes, "db", {
        blockDevices: [
          {
            sourceType: "volume",
            destinationType: "volume",
            uuid: "x",
            bootIndex: 1,
            deleteOnTermination: true,
            ...inputs,
          },
        ],
      }),
    ),
  ).map(({ level }) => level);

test("a boot volume that goes and a data volume that stays pass in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("a data volume that goes with its server fails", () => {
  const message =
    'Instance "db" deletes the data volume blockDevices[1] (sourceType volume) when it is deleted; BLK-03 wants data that outlive the server. Fix: set deleteOnTermination to false, or say stateful: "false" in the server\'s metadata if the data may be lost';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

test("volumes that Nova makes beside the first get advice; local disks and the boot volume pass", () => {
  expect(device({})).toEqual(["mandatory"]);
  expect(device({ bootIndex: -1 })).toEqual(["mandatory"]);
  expect(device({ bootIndex: "2", deleteOnTermination: "true" })).toEqual(["mandatory"]);
  expect(device({ sourceType: "blank" })).toEqual(["advisory"]);
  expect(device({ sourceType: "blank", destinationType: "local" })).toEqual([]);
  expect(device({ bootIndex: 0 })).toEqual([]);
  expect(device({ bootIndex: undefined })).toEqual([]);
  expect(device({ deleteOnTermination: false })).toEqual([]);
});

test("a server that says that its data may be lost passes", () => {
  const said = change(examples.fails, "db", { metadata: { stateful: "false" } });
  expect(messages(policy, preview(said))).toEqual([]);
});

test("unknown values are not judged", () => {
  for (const key of ["sourceType", "bootIndex", "deleteOnTermination"]) expect(device({ [key]: UNKNOWN })).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "db", { blockDevices: UNKNOWN })))).toEqual([]);
});

import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/volume/backup-declared.ts";
import { UNKNOWN } from "../../policy.ts";
import { VOLUME } from "../../resources/types.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { backupDeclared as policy } from "./backup-declared.ts";

const full = { backup_schedule: "daily", backup_copies: "7", backup_site: "dc-b", dc: "dc-a" };
const volume = (metadata: unknown) => preview([{ type: VOLUME, name: "records", inputs: { size: 20, metadata } }]);

test("a declared backup in the other data centre passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
  expect(messages(policy, volume({ ...full, backup_schedule: "0 2 * * 1-6" }))).toEqual([]);
});

test("a volume without a declaration fails, at every level", () => {
  expect(messages(policy, preview(examples.fails), { securityLevel: 1 })).toEqual([
    'Volume "records" has no backup_schedule, has no backup_copies and has no backup_site; BLK-02 wants a schedule, one or more copies and a place in another data centre. Fix: give the volume the metadata backup_schedule (hourly, daily, weekly, monthly or cron), backup_copies and backup_site (another data centre), or stateful: "false" if it may be lost',
  ]);
  expect(messages(policy, volume(undefined))).toHaveLength(1);
});

test.each([
  ["none is no schedule", { backup_schedule: "none" }, '"none", which is no schedule'],
  ["no copy is no backup", { backup_copies: "0" }, 'has backup_copies "0"'],
  ["the same data centre burns with it", { backup_site: "dc-a" }, "has the backup_site dc-a, its own data centre"],
])("%s", (_, metadata, part) => {
  expect(messages(policy, volume({ ...full, ...metadata }))[0]).toContain(part);
});

test("the stack's data centre holds where the volume names none", () => {
  const { dc: _dc, ...rest } = full;
  expect(messages(policy, volume(rest), { tags: { dc: "dc-b" } })).toHaveLength(1);
  expect(messages(policy, volume(rest))).toEqual([]);
});

test("what may be lost needs no backup", () => {
  expect(messages(policy, volume({ stateful: "false" }))).toEqual([]);
});

test("unknown metadata is not judged", () => {
  expect(messages(policy, volume(UNKNOWN))).toEqual([]);
  expect(messages(policy, volume({ ...full, backup_site: UNKNOWN }))).toEqual([]);
});

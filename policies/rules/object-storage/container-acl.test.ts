import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/object-storage/container-acl.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { containerAcl as policy } from "./container-acl.ts";

const container = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.passes, "records", { containerRead: "", ...inputs })));

test("named readers pass in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("a container that the world reads fails", () => {
  const message =
    'Container "records" lets everybody read (.r:*); OBJ-01 wants named projects or users. Fix: name projects or users in containerRead and containerWrite, or say exposure: public in the metadata of a container that everybody is meant to read';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

test.each([
  [".r:*,.rlistings", "everybody read (.r:*)"],
  [" .referrer:* ", "everybody read (.referrer:*)"],
  ["a:b, *:*", "every user of the cloud read (*:*)"],
])("containerRead %s fails", (containerRead, part) => {
  expect(container({ containerRead })[0]).toContain(part);
});

test.each([
  undefined,
  "",
  "project:user",
  "project:*",
  "*:user",
  ".r:www.example.org",
  ".r:-.example.org",
  ".rlistings",
])("%s passes for reading and writing", (acl) => {
  expect(container({ containerRead: acl, containerWrite: acl })).toEqual([]);
});

test("a container that all may write fails, also one that is meant to be read", () => {
  expect(container({ containerWrite: "*:*", metadata: { exposure: "public" } })[0]).toContain(
    "lets every user of the cloud write (*:*)",
  );
  expect(container({ containerRead: ".r:*", metadata: { exposure: "public" } })).toEqual([]);
});

test("unknown values are not judged", () => {
  expect(container({ containerRead: UNKNOWN, containerWrite: UNKNOWN })).toEqual([]);
});

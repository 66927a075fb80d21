import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/share/share-narrow.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { shareNarrow as policy } from "./share-narrow.ts";

const access = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.passes, "records-app", inputs)));
const share = (isPublic: unknown) => messages(policy, preview(change(examples.passes, "records", { isPublic })));

test("a share for one prefix passes in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("a share that every address may mount fails", () => {
  const message =
    'ShareAccess "records-app" lets every address mount the share (0.0.0.0/0, rw); SHR-01 wants the prefixes of the servers that mount it. Fix: set accessTo to the prefix of those servers';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
  expect(access({ accessTo: "::/0" })[0]).toContain("(::/0, rw)");
});

test("a public share fails", () => {
  expect(share(true)).toEqual([
    'Share "records" is public: every project sees it; SHR-01 wants a share of its own project. Fix: leave isPublic out, or set it to false',
  ]);
  expect(share(false)).toEqual([]);
});

test("other kinds of access, narrow prefixes and unknown values pass", () => {
  expect(access({ accessType: "cephx", accessTo: "portal" })).toEqual([]);
  expect(access({ accessTo: "10.96.48.11" })).toEqual([]);
  expect(access({ accessTo: UNKNOWN })).toEqual([]);
  expect(access({ accessType: UNKNOWN, accessTo: "0.0.0.0/0" })).toEqual([]);
  expect(share(UNKNOWN)).toEqual([]);
});

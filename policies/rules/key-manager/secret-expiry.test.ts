import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/key-manager/secret-expiry.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { secretExpiry as policy } from "./secret-expiry.ts";

const context = examples.context!;
const ending = (expiration: unknown, known = context) =>
  findings(policy, preview(change(examples.fails, "signing", { expiration })), known);

test("an end ahead passes in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
  expect(ending("2026-12-31T00:00:00Z")).toEqual([]);
});

test("an end that is past fails", () => {
  const message =
    'SecretV1 "signing" expired on 2026-01-31; KEY-01 wants an end that lies ahead. Fix: set expiration to the day on which the secret is changed at the latest';
  for (const view of [preview, applied])
    expect(findings(policy, view(examples.fails), context).map((each) => [each.level, each.message.en])).toEqual([
      ["mandatory", message],
    ]);
});

test("no end gets advice, what is no time fails", () => {
  expect(ending(undefined).map((each) => [each.level, each.message.en.includes("never expires")])).toEqual([
    ["advisory", true],
  ]);
  expect(ending("soon").map((each) => [each.level, each.message.en.includes("is no time")])).toEqual([
    ["mandatory", true],
  ]);
});

test("unknown ends are not judged, and nothing is past where no day is known", () => {
  expect(ending(UNKNOWN)).toEqual([]);
  expect(ending("2001-01-01T00:00:00Z", {})).toEqual([]);
});

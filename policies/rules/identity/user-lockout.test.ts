import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/user-lockout.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { userLockout as policy } from "./user-lockout.ts";

const exempt = (value: unknown) =>
  messages(policy, preview(change(examples.fails, "portal", { ignoreLockoutFailureAttempts: value })));

test("a user like any other passes in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("a user who may guess for ever fails", () => {
  const message =
    'User "portal" is never locked after wrong passwords; IAM-05 wants a lock for every user. Fix: leave ignoreLockoutFailureAttempts out, or set it to false; give a service an application credential instead';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

test("false and unknown values pass", () => {
  for (const value of [false, "false", UNKNOWN]) expect(exempt(value)).toEqual([]);
});

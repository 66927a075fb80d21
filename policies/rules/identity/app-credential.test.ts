import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/app-credential.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { appCredential as policy } from "./app-credential.ts";

const context = examples.context!;
const expiring = (expiresAt: unknown) => preview(change(examples.passes, "backup", { expiresAt }));

test("a restricted credential of 90 days passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test("an unrestricted credential fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'ApplicationCredential "backup" is unrestricted: it can make further credentials and trusts; IAM-02 wants a restricted credential. Fix: remove unrestricted, or set it to false',
  ]);
});

test.each([
  [undefined, "never expires"],
  ["2028-01-01T00:00:00Z", "expires on 2028-01-01, more than a year after 2026-12-31"],
  ["2027-02-30T00:00:00Z", "which is no time"],
  ["soon", "which is no time"],
])("the end %s fails", (expiresAt, part) => {
  expect(messages(policy, expiring(expiresAt), context)[0]).toContain(part);
});

test("the role admin fails, whatever its case", () => {
  const holding = (...roles: unknown[]) =>
    messages(policy, preview(change(examples.passes, "backup", { roles })), context);
  expect(holding("member", "Admin")).toEqual([
    'ApplicationCredential "backup" holds the role admin; IAM-02 wants the roles that the application needs. Fix: name member or a narrower role in roles',
  ]);
  expect(holding("member", "reader", UNKNOWN)).toEqual([]);
});

test("a year to the day passes, and any end where no day is known", () => {
  expect(messages(policy, expiring("2027-12-31T00:00:00Z"), context)).toEqual([]);
  expect(messages(policy, expiring("2099-12-31T00:00:00Z"))).toEqual([]);
});

test("unknown values are not judged", () => {
  expect(messages(policy, expiring(UNKNOWN), context)).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "backup", { unrestricted: UNKNOWN })), context)).toEqual([]);
});

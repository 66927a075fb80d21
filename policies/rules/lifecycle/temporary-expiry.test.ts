import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/lifecycle/temporary-expiry.ts";
import { UNKNOWN, type PolicyContext, type Waiver } from "../../policy.ts";
import { NETWORK, SITE_CONNECTION, VOLUME } from "../../resources/types.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { temporaryExpiry as policy } from "./temporary-expiry.ts";

const context: PolicyContext = examples.context!;
const tagged = (...tags: unknown[]) => preview([{ type: NETWORK, name: "transit", inputs: { tags } }]);

test("a temporary network with an end passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
  // The day of expiry is the last one.
  expect(messages(policy, preview(examples.passes), { date: "2027-01-31" })).toEqual([]);
});

test("without an end it fails, even where no day is known", () => {
  const message =
    'Router "transit" is temporary and has no end; LIF-02 wants a last day for everything temporary. Fix: add the tag expires:YYYY-MM-DD';
  expect(messages(policy, preview(examples.fails), context)).toEqual([message]);
  expect(messages(policy, preview(examples.fails))).toEqual([message]);
});

test("past its end it fails, whether it says temporary or not", () => {
  expect(messages(policy, preview(examples.passes), { date: "2027-02-01" })).toEqual([
    'Router "transit" expired on 2027-01-31; LIF-02 wants nothing temporary past its end (today is 2027-02-01). Fix: remove it, or set a later day and write down why',
  ]);
  expect(messages(policy, tagged("expires:2026-01-01"), context)).toHaveLength(1);
});

test.each(["2026-02-30", "soon", "31/01/2027", "2027-1-31"])("the end %s is no day", (day) => {
  expect(messages(policy, tagged("temporary:true", `expires:${day}`), context)[0]).toContain("no day of the calendar");
});

const described = (type: string, inputs: Record<string, unknown>) =>
  messages(policy, preview([{ type, name: "old", inputs }]), context);

test("metadata and descriptions count where there are no tags", () => {
  expect(described(VOLUME, { metadata: { temporary: "true", expires: "2026-06-30" } })[0]).toContain(
    "expired on 2026-06-30",
  );
  expect(described(SITE_CONNECTION, { description: "tunnel to the old site, temporary:true" })[0]).toContain(
    "has no end",
  );
  expect(described(SITE_CONNECTION, { description: "temporary:true expires:2027-01-31" })).toEqual([]);
});

const waiver: Waiver = {
  policy: "NET-01",
  resource: "legacy",
  reason: "printer",
  approvedBy: "Giám đốc Sở",
  expires: "2026-06-30",
};

const judged = (more: Partial<Waiver>) =>
  messages(policy, tagged("zone:lan"), { ...context, waivers: [{ ...waiver, ...more }] });

test("an expired waiver fails once, in its own stack", () => {
  expect(judged({})).toEqual([
    'Network "transit" belongs to a stack with a waiver of NET-01 for legacy that expired on 2026-06-30; LIF-02 wants no waiver past its end (today is 2026-12-31). Fix: mend what NET-01 found and take the waiver out, or have it approved anew',
  ]);
  expect(judged({ stack: "stttt" })).toHaveLength(1);
  expect(judged({ stack: "snv" })).toEqual([]);
  expect(judged({ expires: "2026-12-31" })).toEqual([]);
  expect(judged({ expires: "2026-02-30" })[0]).toContain("no day of the calendar");
  expect(judged({ approvedBy: " ", expires: "2027-06-30" })[0]).toContain("without approver");
});

test("unknown tags and days are not judged", () => {
  expect(messages(policy, tagged("temporary:true", UNKNOWN), context)).toEqual([]);
  expect(messages(policy, preview([{ type: NETWORK, name: "transit", inputs: { tags: UNKNOWN } }]), context)).toEqual(
    [],
  );
});

import { expect, test } from "vitest";
import { examples } from "../../examples/dns/aaaa-sane.ts";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { messages } from "../../testing/messages.ts";
import { aaaaSane as policy } from "./aaaa-sane.ts";

const context = examples.context!;
const found = (records: unknown, around: PolicyContext = context) =>
  messages(policy, preview(change(examples.passes, "portal", { records })), around);

test("an address of the plan passes", () => {
  expect(found(["3fff:38:60:2000::10"])).toEqual([]);
  expect(found(["3FFF:38:60:2000:0:0:0:10"])).toEqual([]);
});

test("an address outside the plan fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'RecordSet "portal" has 3fff:39:60:2000::10, which is outside the plan; DNS-02 wants an address inside 3fff:38::/40. Fix: write the server\'s global address of the plan: province address show',
  ]);
});

test.each([
  ["::ffff:192.0.2.1", "an IPv4-mapped address"],
  ["fe80::1", "a link-local address"],
  ["fd3c:91e7:5a02::1", "a unique local address"],
  ["::1", "unspecified, loopback"],
  ["ff02::1", "multicast (RFC 4291)"],
  ["2002:c000:204::1", "6to4 (RFC 3056)"],
  ["4000::1", "outside global unicast space (2000::/3)"],
  ["192.0.2.1", "no IPv6 address"],
  ["3fff:38:60::/48", "no IPv6 address"],
  ["portal", "no IPv6 address"],
])("%s fails with and without a plan", (record, kind) => {
  for (const around of [context, {}]) expect(found([record], around)[0]).toContain(`has ${record}, ${kind}`);
});

test.each(["2001:db8::1", "3fff:38::1"])("documentation address %s fails where traffic is real", (record) => {
  for (const around of [
    { environment: "production" },
    { environment: "staging" },
    { addresses: "registered" },
  ] as const)
    expect(found([record], around)[0]).toContain(`has ${record}, documentation`);
  for (const around of [{ environment: "example" }, {}] as const) expect(found([record], around)).toEqual([]);
});

test("every wrong address is named", () => {
  expect(found(["fe80::1", "3fff:38::1", "::1"])).toHaveLength(2);
});

test("other types and unknown values are not judged", () => {
  const a = change(examples.fails, "portal", { type: "A", records: ["192.0.2.1"] });
  expect(messages(policy, preview(a), context)).toEqual([]);
  for (const records of [UNKNOWN, [UNKNOWN]]) expect(found(records)).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "portal", { type: UNKNOWN })), context)).toEqual([]);
});

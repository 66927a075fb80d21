import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/network/pool-and-scope.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { poolAndScope as policy } from "./pool-and-scope.ts";

const good = examples.passes;
const context = examples.context!;
const pool = (inputs: Record<string, unknown>) => preview(change(good, "stttt-ipv6", inputs));

test("a pool of /64s in an IPv6 scope passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(good), context)).toEqual([]);
});

test("a pool without an address scope fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'SubnetPool "stttt-ipv6" has no address scope; NET-13 wants an AddressScope with ipVersion 6. Fix: set addressScopeId to the province\'s IPv6 scope',
  ]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a scope of IPv4 fails %s; its default is IPv4", (_, view) => {
  for (const ipVersion of [4, undefined]) {
    const drafts = change(good, "province-ipv6", { ipVersion });
    expect(messages(policy, view(drafts), context)[0]).toContain('lies in AddressScope "province-ipv6" of ipVersion 4');
  }
});

test("lengths that are not given are Neutron's: 64, 64 and 128", () => {
  const unset = { minPrefixlen: undefined, defaultPrefixlen: undefined };
  expect(messages(policy, pool(unset), context)).toEqual([]);
  expect(messages(policy, pool({ ...unset, maxPrefixlen: undefined }), context)[0]).toContain(
    "has maxPrefixlen 128 (unset); NET-13 wants 64 for all three lengths of an IPv6 pool",
  );
});

test("every other length fails, all in one message", () => {
  expect(messages(policy, pool({ minPrefixlen: 56, defaultPrefixlen: 56, maxPrefixlen: 72 }), context)).toEqual([
    expect.stringContaining("has minPrefixlen 56, defaultPrefixlen 56 and maxPrefixlen 72"),
  ]);
});

test.each([
  ["3fff:38:60:4000::/50", "wants prefixes on a nibble boundary"],
  ["3fff:38:60:4000::/68", "/64 or shorter"],
  ["3fff:39::/48", "which is outside the plan; NET-13 wants prefixes inside 3fff:38::/40"],
])("the prefix %s fails", (prefix, message) => {
  expect(messages(policy, pool({ prefixes: [prefix] }), context)[0]).toContain(message);
});

test("a unique local prefix of the plan passes", () => {
  const ula = { ...context, ulaPrefixes: ["fd3c:91e7:5a02::/48"] };
  expect(messages(policy, pool({ prefixes: ["fd3c:91e7:5a02:b000::/52"] }), ula)).toEqual([]);
});

test("without a plan no prefix is outside it", () => {
  expect(messages(policy, pool({ prefixes: ["3fff:39::/48"] }))).toEqual([]);
});

test("a shared pool fails, a shared scope does not", () => {
  expect(messages(policy, pool({ shared: true }), context)[0]).toContain("is shared");
});

test("IPv4 pools are not judged", () => {
  expect(messages(policy, pool({ prefixes: ["10.96.0.0/12"], maxPrefixlen: 28, addressScopeId: undefined }))).toEqual(
    [],
  );
});

test("unknown values and a scope made elsewhere are not judged", () => {
  const unknown = { minPrefixlen: UNKNOWN, defaultPrefixlen: UNKNOWN, maxPrefixlen: UNKNOWN, shared: UNKNOWN };
  expect(messages(policy, pool({ ...unknown, addressScopeId: UNKNOWN }), context)).toEqual([]);
  expect(messages(policy, pool({ prefixes: UNKNOWN, addressScopeId: undefined }), context)).toEqual([]);
  expect(messages(policy, pool({ addressScopeId: "made-elsewhere" }), context)).toEqual([]);
});

import { expect, test } from "vitest";
import { examples } from "../../examples/dns/ns-mx-dual.ts";
import { preview, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { RECORD_SET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { nsMxDual as policy } from "./ns-mx-dual.ts";

const good = examples.passes;
const found = (drafts: readonly Draft[], context: PolicyContext = {}) => messages(policy, preview(drafts), context);
const set = (name: string, type: string, records: unknown): Draft => ({
  type: RECORD_SET,
  name: `${name}-${type}`,
  inputs: { zoneId: "elsewhere", name, type, records },
});
const spf = (...records: unknown[]) => found([set("example.", "TXT", records)]);

test("a mail server with AAAA passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(good))).toEqual([]);
});

test("a mail server without AAAA fails, in phase 1 as an advice", () => {
  expect(found(examples.fails)).toEqual([
    'RecordSet "apex-mx" (MX) leads to mail.example, which has no AAAA; DNS-03 wants an AAAA record for each name and mail server of our zones. Fix: add a RecordSet of type AAAA for the server\'s name',
  ]);
  expect(findings(policy, preview(examples.fails), { phase: 1 })[0]?.level).toBe("advisory");
});

test("a name server with A only fails, also under a zone that the province has elsewhere", () => {
  const ns = [set("example.", "NS", ["NS1.example."]), set("ns1.example", "A", ["192.0.2.53"])];
  expect(found(ns)).toEqual([]);
  expect(found(ns, { dnsZones: ["Example."] })[0]).toContain("(NS) leads to ns1.example, which has A only");
  expect(found([...ns, set("ns1.example.", "AAAA", ["3fff:38::53"])], { dnsZones: ["example"] })).toEqual([]);
});

test("names outside our zones and the null MX are not judged", () => {
  expect(found([...good, set("a.example.", "NS", ["ns.example.net.", "ns.notexample."])])).toEqual([]);
  expect(found([...good, set("b.example.", "MX", ["0 ."])], { dnsZones: ["example"] })).toEqual([]);
});

test("SPF with ip4 wants ip6", () => {
  expect(spf('"v=spf1 ip4:192.0.2.0/24 -all"')).toEqual([
    expect.stringContaining("is an SPF record with ip4 and without ip6"),
  ]);
  expect(spf('"v=spf1 ip4:192.0.2.0/24 " "ip6:3fff:38::/40 -all"')).toEqual([]);
  expect(spf("v=spf1 mx -all")).toEqual([]);
  expect(spf('"V=SPF1 +IP4:192.0.2.1 ~all"')).toHaveLength(1);
  expect(spf('"text about ip4:192.0.2.1"')).toEqual([]);
});

test("while names, types or records are not known, nothing is said to be missing", () => {
  for (const inputs of [{ name: UNKNOWN }, { type: UNKNOWN }])
    expect(found(change(good, "mail-aaaa", inputs))).toEqual([]);
  for (const records of [UNKNOWN, [UNKNOWN]]) {
    expect(found(change(examples.fails, "apex-mx", { records }))).toEqual([]);
    expect(found([set("example.", "TXT", records)])).toEqual([]);
  }
});

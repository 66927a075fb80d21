import { expect, test } from "vitest";
import { examples } from "../../examples/dns/reverse-zones.ts";
import { preview, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { parseCidr } from "../../resources/cidr.ts";
import { DNS_ZONE, RECORD_SET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { reverseName } from "./reverse-names.ts";
import { reverseZones as policy } from "./reverse-zones.ts";

const context = examples.context!;
const zone = (name: unknown): Draft => ({ type: DNS_ZONE, name: `zone ${String(name)}`, inputs: { name } });
const found = (drafts: readonly Draft[], around: PolicyContext = {}) => messages(policy, preview(drafts), around);
const IPV6 = "0.0.8.3.0.0.f.f.f.3.ip6.arpa.";

test("a zone for each delegated prefix passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test("a delegated prefix without its zone is advised against", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'Zone "10.in-addr.arpa" is in a stack without 0.0.8.3.0.0.f.f.f.3.ip6.arpa; DNS-04 wants a reverse zone for each delegated prefix. Fix: add a Zone of that name',
  ]);
  expect(findings(policy, preview(examples.fails), context)[0]?.level).toBe("advisory");
});

test("a zone around the delegated prefix is enough; of many that are missing, three are named", () => {
  const agencies = [1, 2, 3, 4, 5].map((n) => `${n}.0.0.0.${IPV6}`);
  expect(found([zone(IPV6)], { reverseZones: agencies })).toEqual([]);
  expect(found([zone("example.")], { reverseZones: agencies })[0]).toContain("and 2 more; DNS-04 wants");
});

test("without delegations each family's zones want the other's", () => {
  expect(found([zone(IPV6), zone("10.in-addr.arpa.")])).toEqual([]);
  expect(found([zone("10.in-addr.arpa.")])[0]).toContain("the stack has none under ip6.arpa");
  expect(found([zone(IPV6)])[0]).toContain("the stack has none under in-addr.arpa");
  expect(found([zone(IPV6)], { mode: "v6-only" })).toEqual([]);
  expect(found([zone("example.")])).toEqual([]);
});

test("labels under ip6.arpa are one hexadecimal digit each", () => {
  expect(found([zone("38.3fff.ip6.arpa."), zone("10.in-addr.arpa.")])[0]).toContain("is 38.3fff.ip6.arpa");
});

test("names of PTR records", () => {
  expect(reverseName(parseCidr("3fff:38:40::1")!)).toBe(
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa",
  );
  expect(reverseName(parseCidr("192.0.2.10")!)).toBe("10.2.0.192.in-addr.arpa");
});

const both = [zone(IPV6), zone("10.in-addr.arpa.")];
const ptr = (address: string): Draft => ({
  type: RECORD_SET,
  name: `ptr ${address}`,
  inputs: { zoneId: "z", name: `${reverseName(parseCidr(address)!)}.`, type: "PTR", records: ["web.example."] },
});
const SERVERS = ["10.96.32.11", "3fff:38:60:2000::a:1", "10.96.32.12", "3fff:38:60:2000::a:2"];

test("servers of zone dmz want PTR records where the stack has the reverse zone", () => {
  const servers = [...compliantTenant(), ...both];
  expect(found(servers)).toHaveLength(4);
  expect(found(servers)[0]).toContain('Port "web-1-port" of zone dmz has 10.96.32.11 without a PTR record');
  expect(found([...servers, ...SERVERS.map(ptr)])).toEqual([]);
  expect(found([...compliantTenant(), zone("example.")])).toEqual([]);
  expect(
    found(change(change(servers, "web-1-port", { tags: ["zone:app"] }), "web-2-port", { tags: ["zone:app"] })),
  ).toEqual([]);
});

test("unknown names and addresses are not judged", () => {
  expect(found([zone("example."), zone(UNKNOWN)], context)).toEqual([]);
  const unnamed: Draft = {
    type: RECORD_SET,
    name: "ptr",
    inputs: { zoneId: "z", name: UNKNOWN, type: "PTR", records: [] },
  };
  expect(found([...compliantTenant(), ...both, unnamed])).toEqual([]);
  const unaddressed = change(
    change([...compliantTenant(), ...both], "web-1-port", { fixedIps: UNKNOWN }),
    "web-2-port",
    {
      tags: UNKNOWN,
    },
  );
  expect(found(unaddressed)).toEqual([]);
});

test("a stack without DNS zones is not judged", () => {
  expect(found(compliantTenant(), context)).toEqual([]);
});

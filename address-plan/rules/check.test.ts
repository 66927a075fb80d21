import { describe, expect, test } from "vitest";
import { allocate } from "../allocation/allocate.ts";
import type { AllocateEntry, Ledger, SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { EMPTY_LEDGER } from "../testing/random-histories.ts";
import { checkRoots } from "./check-roots.ts";
import { checkServers, checkZones } from "./check-zones.ts";
import { checkLedger } from "./check.ts";

const REASON = { date: "2022-05-16", document: "Kế hoạch chuyển đổi IPv6" };
const labels = { name: "Tên", owner: "stttt", purpose: "mạng" };
const REQUESTS: SiteRequest[] = [
  { site: "dc-a", kind: "platform", ...labels },
  { site: "vpubnd", kind: "department", ...labels, order: 1 },
  { site: "stttt", kind: "department", ...labels, order: 2 },
  { site: "389", kind: "area", ...labels },
  { site: "15061", kind: "commune", parent: "389", ...labels },
];
/** Seq 1..5: dc-a, vpubnd, stttt, 389, 15061. */
const GOOD = allocate(EMPTY_LEDGER, REQUESTS, REASON).ledger;

const broken = (site: string, change: Partial<AllocateEntry>): Ledger => ({
  ...GOOD,
  entries: GOOD.entries.map((entry) => (entry.site === site ? ({ ...entry, ...change } as AllocateEntry) : entry)),
});

/** Rules that a ledger breaks, by site. */
const verdict = (ledger: Ledger, previous?: Ledger) =>
  checkLedger(ledger, previous).map(({ policy, resource }) => `${policy} ${resource}`);

test("a ledger made by allocate has no findings", () => {
  expect(checkLedger(GOOD, GOOD)).toEqual([]);
});

describe("one broken property, its rule", () => {
  test.each<[string, string, string, Partial<AllocateEntry>]>([
    ["AP-02", "a length between nibbles", "stttt", { ipv6: "3fff:38:60::/46" }],
    ["AP-03", "two sites, one IPv6 prefix", "stttt", { ipv6: "3fff:38:40::/48" }],
    ["AP-03", "two sites, one IPv4 prefix", "stttt", { ipv4: "10.64.0.0/16" }],
    ["AP-03", "a commune in its area's hub, IPv6", "15061", { ipv6: "3fff:38:80:300::/56" }],
    ["AP-03", "a commune in its area's hub, IPv4", "15061", { ipv4: "10.128.4.0/23" }],
    ["AP-04", "a department in the areas' pool", "stttt", { ipv6: "3fff:38:a0::/48" }],
    ["AP-04", "a commune outside its area, IPv4", "15061", { ipv4: "10.130.0.0/23" }],
    ["AP-04", "a commune whose area is not in the ledger", "15061", { parent: "390" }],
    ["AP-05", "a commune with a /60", "15061", { ipv6: "3fff:38:80:8000::/60" }],
    ["AP-06", "a commune with a /64", "15061", { ipv6: "3fff:38:80:8000::/64" }],
    ["AP-07", "a running number twice", "stttt", { seq: 2 }],
    ["AP-07", "a prefix that is not the slot's", "stttt", { ipv6: "3fff:38:61::/48" }],
    ["AP-07", "a slot of another kind", "stttt", { slot: "0x80" }],
    ["AP-08", "the neighbour's slot instead of the next one", "stttt", { slot: "0x41" }],
    ["AP-16", "a name as key", "389", { site: "Ngọc Lặc" }],
    ["AP-17", "an IPv4 prefix that is not the twin", "stttt", { ipv4: "10.97.0.0/16" }],
    ["AP-22", "an address that is no documentation address", "stttt", { ipv6: "2400:1::/48" }],
    ["AP-22", "an IPv4 address that is neither private nor documentation", "stttt", { ipv4: "11.96.0.0/16" }],
    ["AP-23", "a long form", "stttt", { ipv6: "3fff:0038:60::/48" }],
    ["AP-23", "a slot in capitals", "stttt", { slot: "0X60" }],
    ["AP-24", "no document", "stttt", { document: " " }],
  ])("%s: %s", (rule, _, site, change) => {
    const found = verdict(broken(site, change));
    expect(found).toContain(`${rule} ${change.site ?? site}`);
  });
});

test("a message names site, rule, value found, value wanted and the fix", () => {
  expect(checkLedger(broken("stttt", { ipv4: "10.97.0.0/16" })).map(({ message }) => message.en)).toEqual([
    "stttt breaks AP-17 (v4-twin): found 10.97.0.0/16; wanted 10.96.0.0/16, the twin of slot 0x60." +
      " Fix: restore the line from git: slot and prefixes are one decision",
  ]);
});

test("a code twice is found (AP-16)", () => {
  expect(verdict(broken("stttt", { site: "vpubnd" }))).toContain("AP-16 vpubnd");
});

test("a changed, a dropped line and another root break the history (AP-07)", () => {
  expect(verdict(broken("stttt", { name: "Tên mới" }), GOOD)).toEqual(["AP-07 stttt"]);
  expect(verdict({ ...GOOD, entries: GOOD.entries.slice(0, 4) }, GOOD)).toEqual(["AP-07 15061"]);
  expect(verdict({ ...GOOD, root4: "10.0.0.0/7" }, GOOD)).toContain("AP-07 3fff:38::/40");
  // Growing is what a ledger is for.
  expect(verdict(GOOD, { ...GOOD, entries: GOOD.entries.slice(0, 3) })).toEqual([]);
});

test("AP-22 does not hold where addresses are registered ones", () => {
  const real = allocate({ ...EMPTY_LEDGER, root6: "2400:1:2200::/40" }, REQUESTS, REASON).ledger;
  expect(new Set(checkLedger(real).map(({ policy }) => policy))).toEqual(new Set(["AP-22"]));
  const registered = (ledger: Ledger) =>
    checkLedger(ledger, undefined, { addresses: "registered" }).map(({ policy, resource }) => `${policy} ${resource}`);
  // There the ledger must name who holds the root (AP-24).
  expect(registered(real)).toEqual(["AP-24 2400:1:2200::/40"]);
  const registrant = { ...REASON, seq: 6, event: "registrant", site: "stttt", name: "Sở TT&TT" } as const;
  expect(registered({ ...real, entries: [...real.entries, registrant] })).toEqual([]);
});

function departments(count: number): Ledger {
  const requests = Array.from({ length: count }, (_, index): SiteRequest => ({
    site: `s${index}`,
    kind: "department",
    ...labels,
  }));
  return allocate(EMPTY_LEDGER, requests, REASON).ledger;
}

const levels = (count: number) => checkLedger(departments(count)).map(({ policy, level }) => `${policy} ${level}`);

test("a pool that fills up is seen before it is full (AP-09)", () => {
  expect([levels(48), levels(49), levels(58)]).toEqual([[], ["AP-09 advisory"], ["AP-09 mandatory"]]);
});

test("the roots lie in registered blocks (AP-04)", () => {
  const blocks = ["3fff:38::/32", "10.0.0.0/8"].map((prefix) => ({ prefix }));
  expect(checkRoots(GOOD, blocks)).toEqual([]);
  expect(checkRoots(GOOD, blocks.slice(1)).map(({ policy, resource }) => `${policy} ${resource}`)).toEqual([
    "AP-04 3fff:38::/40",
  ]);
});

test("a nibble names one zone (AP-10)", () => {
  const dmz = { code: "dmz", nibble: 2, name: "vùng DMZ" };
  expect(checkZones([dmz, { code: "app", nibble: 3, name: "" }])).toEqual([]);
  const found = checkZones([dmz, { code: "app", nibble: 2, name: "" }, { code: "db", nibble: 16, name: "" }]);
  expect(found.map(({ policy, resource }) => `${policy} ${resource}`)).toEqual(["AP-10 app", "AP-10 db"]);
  expect(found[0]?.message.en).toContain("found nibble 0x2, which is dmz's; wanted a nibble of its own");
});

test("a zone stays where it was committed, also when another one makes room (AP-10)", () => {
  const before = new Map([
    ["dmz", 2],
    ["app", 3],
  ]);
  const zones = (dmz: number, app: number, ...more: string[]) => [
    { code: "dmz", nibble: dmz, name: "" },
    { code: "app", nibble: app, name: "" },
    ...more.map((code) => ({ code, nibble: 5, name: "" })),
  ];
  expect(checkZones(zones(2, 3, "mgmt"), before)).toEqual([]);
  expect(checkZones(zones(3, 2), before).map(({ resource, level }) => `${resource} ${level}`)).toEqual([
    "dmz mandatory",
    "app mandatory",
  ]);
  expect(checkZones(zones(7, 3), before)[0]?.message.en).toContain("found nibble 0x7; wanted 0x2, as committed");
});

test("servers have host numbers of the planned range, each its own (AP-18)", () => {
  const zones = [{ code: "dmz", nibble: 2, name: "vùng DMZ" }];
  const server = { site: "15061", name: "web", zone: "dmz", host: 2, replicas: 2 };
  const check = (...servers: (typeof server)[]) =>
    checkServers(planOf(GOOD), zones, servers).map(({ message }) => message.en.split(". Fix")[0]);
  expect(check(server, { ...server, name: "proxy", host: 4 })).toEqual([]);
  expect(check({ ...server, host: 15 })).toEqual([
    "15061 breaks AP-18 (iid-hygiene): found server web-2 in zone dmz: host number 16 in 10.129.0.64/27:" +
      " the plan gives servers hosts 2..15 there; wanted a host number of the planned range",
  ]);
  expect(check(server, { ...server, name: "proxy", host: 3, replicas: 1 })).toEqual([
    "15061 breaks AP-18 (iid-hygiene): found host number 3 of server proxy in zone dmz, which is web-2's" +
      " (3fff:38:80:8020::10:3); wanted a host number of its own",
  ]);
});

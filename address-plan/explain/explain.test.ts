import { expect, test } from "vitest";
import { allocate } from "../allocation/allocate.ts";
import { append } from "../allocation/change.ts";
import { planOf, zonePlanOf } from "../plan-of.ts";
import { formatAddress } from "../prefixes/address.ts";
import { serverAddressesOf } from "../prefixes/interface-id.ts";
import { formatPrefix } from "../prefixes/prefix.ts";
import { routesOf } from "../prefixes/routes.ts";
import { subnetPlanOf } from "../prefixes/subnet.ts";
import { applyReform } from "../reforms/reform.ts";
import { mergedUnits } from "../testing/merged-units.ts";
import { ledgersOf } from "../testing/random-histories.ts";
import { explainAddress, type Explanation } from "./explain.ts";

const labels = { owner: "stttt", purpose: "mạng" };
const LEDGER = ledgersOf([
  [
    { site: "stttt", kind: "department", name: "Sở TT&TT", ...labels },
    { site: "389", kind: "area", name: "Ngọc Lặc", ...labels },
    { site: "15061", kind: "commune", parent: "389", name: "TT Ngọc Lặc", ...labels },
  ],
]).at(-1)!;
const ZONES = [
  { code: "dmz", nibble: 2, name: "vùng DMZ" },
  { code: "lan", nibble: 6, name: "vùng mạng nội bộ" },
];
const summary = (query: string) => explainAddress(LEDGER, ZONES, query).summary.en;

test("an IPv4-mapped address is called by that of IPv4", () => {
  expect(explainAddress(LEDGER, ZONES, "::ffff:10.64.32.10")).toEqual(explainAddress(LEDGER, ZONES, "10.64.32.10"));
});

test.each([
  ["3fff:38:40:2000::10:a", "Sở TT&TT (department stttt), zone dmz, subnet 0: server, host number 10"],
  ["10.64.32.10", "Sở TT&TT (department stttt), zone dmz, subnet 0: server, host number 10"],
  ["::ffff:10.64.32.10", "Sở TT&TT (department stttt), zone dmz, subnet 0: server, host number 10"],
  ["0:0:0:0:0:FFFF:0a40:200a", "Sở TT&TT (department stttt), zone dmz, subnet 0: server, host number 10"],
  ["::ffff:10.64.0.0/112", "all of Sở TT&TT (department stttt)"],
  ["::10.64.32.10", "not the province's: outside 3fff:38::/40"],
  ["::fffe:0:0/95", "not the province's: outside 3fff:38::/40"],
  ["10.64.32.1", "Sở TT&TT (department stttt), zone dmz, subnet 0: gateway"],
  [
    "10.64.32.200",
    "Sở TT&TT (department stttt), zone dmz, subnet 0: dynamic pool: given by OpenStack, not by the plan",
  ],
  [
    "10.64.32.100",
    "Sở TT&TT (department stttt), zone dmz, subnet 0: host number 100, kept free between servers and pool",
  ],
  ["10.64.32.255", "Sở TT&TT (department stttt), zone dmz, subnet 0: broadcast address"],
  [
    "3fff:38:40:2001::d:5",
    "Sở TT&TT (department stttt), zone dmz, subnet 1: dynamic pool: given by OpenStack, not by the plan",
  ],
  [
    "3fff:38:40:2000::",
    "Sở TT&TT (department stttt), zone dmz, subnet 0: reserved for the subnet-router anycast address (RFC 4291 section 2.6.1)",
  ],
  [
    "3fff:38:40:2000:f816:3eff:fe01:203",
    "Sở TT&TT (department stttt), zone dmz, subnet 0: SLAAC address made from a MAC address (EUI-64)",
  ],
  ["3fff:38:40:2010::1", "Sở TT&TT (department stttt), zone dmz, /64 number 16: beyond the 16 with an IPv4 twin"],
  ["3fff:38:40:3000::/52", "Sở TT&TT (department stttt), zone nibble 3"],
  ["3fff:38:40::/48", "all of Sở TT&TT (department stttt)"],
  ["10.129.0.194", "TT Ngọc Lặc (commune 15061), zone lan, subnet 0: server, host number 2"],
  ["3fff:38:80:600::1", "Ngọc Lặc (area 389), zone lan, subnet 0: gateway"],
  ["3fff:38:80:9000::1", "nobody's yet: commune slot 0x90 of Ngọc Lặc (area 389)"],
  ["3fff:38:80:8000::/52", "commune slots of Ngọc Lặc (area 389), 1 of them taken"],
  ["3fff:38:60::1", "nobody's yet: a free slot in the pool of kind department"],
  ["3fff:38:80::/42", "2 sites in the pool of kind area"],
  ["3fff:38:c0::1", "reserve: no site may take it without a new plan"],
  ["3fff:38::/40", "the province's block, 3 sites"],
  ["3fff::/20", "not the province's: larger than 3fff:38::/40"],
  ["192.0.2.1", "not the province's: outside 10.0.0.0/8"],
])("%s is %s", (query, expected) => {
  expect(summary(query)).toBe(expected);
});

test("the twin of each server's address leads back to the same place", () => {
  for (const site of Object.values(planOf(LEDGER).sites)) {
    for (const host of [2, 9, 15]) {
      const { ipv6, ipv4 } = serverAddressesOf(subnetPlanOf(zonePlanOf(site, "dmz", 2), 0), host);
      const [six, four] = [ipv6, ipv4].map((address) => explainAddress(LEDGER, ZONES, formatAddress(address))) as [
        Explanation,
        Explanation,
      ];
      expect([six.host?.twin, four.host?.twin]).toEqual([ipv4, ipv6]);
      expect([six.summary, six.site, six.zone, six.subnet]).toEqual([four.summary, four.site, four.zone, four.subnet]);
    }
  }
});

test("an explanation carries the ledger line, what lies inside, and the reverse zones", () => {
  const area = explainAddress(LEDGER, ZONES, "3fff:38:80::/48");
  expect(area).toMatchObject({ holds: ["15061"], ledger: { seq: 2, site: "389" } });
  const server = explainAddress(LEDGER, ZONES, "3FFF:38:40:2000::10:A");
  expect(server.query).toBe("3fff:38:40:2000::10:a");
  expect(server.reverse.zones).toEqual(["0.0.0.2.0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa"]);
  expect(server.reverse.pointer).toBe("a.0.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.2.0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa");
  expect(explainAddress(LEDGER, ZONES, "2001:db8::1").reverse.zones).toEqual([]);
});

const merged = (into: string, ...from: string[]) => mergedUnits(LEDGER, into, ...from);
const TWO = allocate(LEDGER, [{ site: "snv", kind: "department", name: "Sở Nội vụ", ...labels, owner: "snv" }], {
  date: "2022-06-01",
  document: "Quyết định",
}).ledger;

test("an address with its whole length is that address", () => {
  for (const [text, address] of [
    ["3fff:38:40:2000::10:a/128", "3fff:38:40:2000::10:a"],
    ["10.64.32.10/32", "10.64.32.10"],
  ] as const) {
    expect(explainAddress(LEDGER, ZONES, text)).toEqual(explainAddress(LEDGER, ZONES, address));
  }
});

test("what rests in a prefix is no free slot (AP-11)", () => {
  const ended = merged("stttt", "15061");
  expect(explainAddress(ended, ZONES, "3fff:38:80:8000::/52", "2025-12-14")).toMatchObject({
    summary: { en: "commune slots of Ngọc Lặc (area 389), 0 of them taken, 1 in quarantine" },
    resting: ["15061"],
  });
  const without = mergedUnits(TWO, "stttt", "snv");
  const around = (day: string) => explainAddress(without, ZONES, "3fff:38:60::/47", day);
  expect(around("2025-12-14")).toMatchObject({
    summary: { en: "1 in quarantine in the pool of kind department" },
    resting: ["snv"],
  });
  expect(around("2025-06-30").summary.en).toBe("1 site in the pool of kind department");
  expect(around("2027-07-01").summary.en).toBe("nobody's yet: a free slot in the pool of kind department");
});

test("the old prefix of a unit that came back is told with its own lines", () => {
  const back = applyReform(merged("stttt", "15061"), {
    date: "2025-09-01",
    document: "Nghị quyết",
    title: "Sắp xếp",
    events: [{ kind: "found", unit: "15061", unitKind: "commune", name: "Xã cũ", area: "389" }],
  }).ledger;
  const old = explainAddress(back, ZONES, "3fff:38:80:8000::1", "2025-12-14");
  expect(old).toMatchObject({ quarantined: { site: "15061" }, ledger: { slot: "0x80", date: "2022-01-01" } });
  expect(old.history?.map(({ event }) => event)).toEqual(["allocate", "retire"]);
});

test("each block of an area that ended rests (P48)", () => {
  const root = { ...LEDGER, profile: "P48" as const, root6: "2001:db8:38::/48", entries: [] };
  const area = { site: "389", kind: "area" as const, name: "Ngọc Lặc", ...labels, owner: "389" };
  const communes = Array.from({ length: 20 }, (_, index) => {
    const site = String(15061 + index);
    return { site, kind: "commune" as const, parent: "389", name: site, owner: site, purpose: "mạng" };
  });
  const day = { date: "2022-05-16", document: "Quyết định" };
  const full = allocate(root, [area, ...communes], day).ledger;
  expect(planOf(full).sites["389"]?.blocks).toHaveLength(2);
  const ended = applyReform(full, {
    date: "2025-07-01",
    document: "Nghị quyết",
    title: "Sắp xếp",
    events: communes.map(({ site }) => ({ kind: "dissolve", unit: site })),
  }).ledger;
  const gone = append(ended, {
    seq: ended.entries.length + 1,
    date: "2025-08-01",
    event: "retire",
    site: "389",
    document: "Nghị quyết",
  }).ledger;
  for (const { ipv6, ipv4 } of planOf(full).sites["389"]!.blocks!) {
    for (const prefix of [ipv6, ipv4]) {
      expect(explainAddress(gone, ZONES, formatPrefix(prefix), "2025-12-14").quarantined?.site).toBe("389");
    }
  }
});

test("a site that goes on under another code is explained as it stands on the day", () => {
  const ledger = applyReform(LEDGER, {
    date: "2025-03-01",
    document: "Nghị quyết",
    title: "Sắp xếp",
    events: [{ kind: "merge", into: "sbcvt", from: ["stttt"], continues: "stttt", name: "Sở Bưu chính" }],
  }).ledger;
  const on = (day: string) => explainAddress(ledger, ZONES, "3fff:38:40:2000::10:a", day);
  expect(on("2025-02-28").summary.en).toContain("Sở TT&TT (department stttt), zone dmz");
  expect(on("2025-03-01").summary.en).toContain("Sở Bưu chính (department sbcvt), zone dmz");
  expect(on("2025-03-01").history?.map(({ event }) => event)).toEqual(["allocate", "recode"]);
});

test("what is neither address nor prefix is refused with the text", () => {
  expect(() => explainAddress(LEDGER, ZONES, "3fff:38::1/64")).toThrow("has bits set after /64");
  expect(() => explainAddress(LEDGER, ZONES, "hello")).toThrow('"hello" is not an IP address');
});

test("the core sees one route for each site but communes, and drops the rest (AP-14, AP-20)", () => {
  const core = routesOf(planOf(LEDGER)).filter(({ table, family }) => table === "core" && family === 6);
  expect(core.map(({ destination, site, action }) => [formatPrefix(destination), site, action])).toEqual([
    ["3fff:38:80::/48", "389", "forward"],
    ["3fff:38:40::/48", "stttt", "forward"],
    ["3fff:38::/40", undefined, "discard"],
  ]);
  const area = routesOf(planOf(LEDGER)).filter(({ table, family }) => table === "area" && family === 4);
  expect(area.map(({ destination, site, action }) => [formatPrefix(destination), site, action])).toEqual([
    ["10.128.0.0/19", "389", "forward"],
    ["10.129.0.0/23", "15061", "forward"],
    ["10.128.0.0/15", undefined, "discard"],
  ]);
});

import { expect, test } from "vitest";
import type { Tenant } from "../../model/tenant.ts";
import { allocate } from "../allocation/allocate.ts";
import type { SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { mergedUnits } from "../testing/merged-units.ts";
import { ledgersOf } from "../testing/random-histories.ts";
import { netboxPrefixes, netboxRoles, netboxTenants, plannedPrefixes } from "./export-netbox.ts";
import { bindZones, keaReverseDomains, reverseZones } from "./export-reverse.ts";

const LEDGER = ledgersOf([
  [
    { site: "stttt", kind: "department", name: "Sở Thông tin và Truyền thông", owner: "stttt", purpose: "mạng" },
    { site: "389", kind: "area", name: "Huyện Ngọc Lặc", owner: "stttt", purpose: "vùng kết nối" },
    { site: "15061", kind: "commune", parent: "389", name: "Thị trấn Ngọc Lặc", owner: "15061", purpose: "mạng" },
  ],
]).at(-1)!;
const PLAN = planOf(LEDGER);
const ZONES = [
  { code: "app", name: "vùng máy chủ nội bộ", nibble: 3 },
  { code: "dmz", name: "vùng DMZ", nibble: 2 },
];
// The exports read these two keys of a tenant only
const TENANTS = [{ code: "15061", zones: [{ code: "dmz", subnets: 1 }] }] as unknown as Tenant[];
const INPUT = { plan: PLAN, zones: ZONES, tenants: TENANTS };

test("every prefix in use comes once, from the roots down, with its tenant and role", () => {
  const { columns, rows } = netboxPrefixes(INPUT);
  expect(columns).toEqual(["prefix", "tenant", "status", "role", "description"]);
  expect(rows.map(([prefix]) => prefix)).toEqual([
    "3fff:38::/40",
    "10.0.0.0/8",
    "3fff:38:80::/48",
    "10.128.0.0/15",
    "3fff:38:80:8000::/56",
    "10.129.0.0/23",
    "3fff:38:80:8020::/60",
    "3fff:38:80:8020::/64",
    "10.129.0.64/27",
    "3fff:38:40::/48",
    "10.64.0.0/16",
  ]);
  expect(rows.find(([prefix]) => prefix === "10.129.0.64/27")).toEqual([
    "10.129.0.64/27",
    "Thị trấn Ngọc Lặc (15061)",
    "active",
    "dmz",
    "Thị trấn Ngọc Lặc, zone dmz",
  ]);
  expect(new Set(rows.map(([prefix]) => prefix)).size).toBe(rows.length);
});

test("tenants and roles that the prefixes refer to are all there", () => {
  const { rows } = netboxPrefixes(INPUT);
  const tenants = new Set(netboxTenants(INPUT).rows.map(([name]) => name));
  const roles = new Set(netboxRoles(INPUT).rows.map(([name]) => name));
  for (const [, tenant = "", , role = ""] of rows) {
    expect(tenant === "" || tenants.has(tenant)).toBe(true);
    expect(role === "" || roles.has(role)).toBe(true);
  }
  expect(netboxTenants(INPUT).rows).toContainEqual(["Thị trấn Ngọc Lặc (15061)", "15061", "commune"]);
});

test("a zone of the plan that no tenant uses is not exported", () => {
  expect(plannedPrefixes(INPUT).filter(({ zone }) => zone === "app")).toEqual([]);
});

test("what is in quarantine is deprecated in NetBox, not free, and nobody's tenant (AP-11)", () => {
  const ended = mergedUnits(LEDGER, "stttt", "15061");
  const on = (day: string) => {
    const { rows } = netboxPrefixes({ ...INPUT, plan: planOf(ended, day), tenants: [] });
    return rows.filter(([, , status]) => status === "deprecated");
  };
  expect(on("2025-12-14")).toEqual([
    ["3fff:38:80:8000::/56", "", "deprecated", "", "Thị trấn Ngọc Lặc (15061), quarantine until 2027-07-01"],
    ["10.129.0.0/23", "", "deprecated", "", "Thị trấn Ngọc Lặc (15061), quarantine until 2027-07-01"],
  ]);
  expect(on("2027-07-01")).toEqual([]);
});

test("an area of several blocks is there with all of them (P48)", () => {
  const communes = Array.from({ length: 20 }, (_, index): SiteRequest => {
    const site = String(15061 + index);
    return { site, kind: "commune", parent: "389", name: site, owner: site, purpose: "mạng" };
  });
  const area: SiteRequest = { site: "389", kind: "area", name: "Ngọc Lặc", owner: "389", purpose: "vùng" };
  const root = { profile: "P48" as const, root6: "2001:db8:38::/48", root4: "10.0.0.0/8", entries: [] };
  const plan = planOf(allocate(root, [area, ...communes], { date: "2022-05-16", document: "Quyết định" }).ledger);
  const prefixes = ["2001:db8:38:8000::/56", "2001:db8:38:8100::/56", "10.128.0.0/15", "10.130.0.0/15"];
  const netbox = netboxPrefixes({ plan, zones: ZONES, tenants: [] }).rows.map(([prefix]) => prefix);
  const reverse = reverseZones(plan).flatMap(({ site, prefix }) => (site === "389" ? [prefix] : []));
  expect(netbox).toEqual(expect.arrayContaining(prefixes));
  expect([...new Set(reverse)].toSorted()).toEqual(prefixes.toSorted());
});

test("reverse zones of both families, for BIND and for Kea (AP-19)", () => {
  expect(reverseZones(PLAN).filter(({ site }) => site === "stttt")).toEqual([
    { zone: "0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa", prefix: "3fff:38:40::/48", site: "stttt" },
    { zone: "64.10.in-addr.arpa", prefix: "10.64.0.0/16", site: "stttt" },
  ]);
  const bind = bindZones(PLAN).split("\n");
  expect(bind).toContain(
    'zone "64.10.in-addr.arpa" { type primary; file "db.64.10.in-addr.arpa"; }; // stttt 10.64.0.0/16',
  );
  const { DhcpDdns } = JSON.parse(keaReverseDomains(PLAN, ["2001:db8:cafe::53"]));
  expect(DhcpDdns["reverse-ddns"]["ddns-domains"]).toContainEqual({
    name: "0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa.",
    "dns-servers": [{ "ip-address": "2001:db8:cafe::53" }],
  });
});

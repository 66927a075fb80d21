import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allocate } from "./allocation/allocate.ts";
import { parseLedger } from "./ledger/ledger-file.ts";
import { allocationsOf, type Ledger, type SiteRequest } from "./ledger/ledger.ts";
import { planOf, zonePlanOf } from "./plan-of.ts";
import { serverAddressesOf } from "./prefixes/interface-id.ts";
import { subnetPlanOf } from "./prefixes/subnet.ts";
import { profileOf } from "./profile.ts";
import { printed } from "./testing/printed.ts";

/**
 * Layouts that are in use and must never change: site, kind, slot, IPv6, IPv4 (docs/address-plan.md, in order of allocation).
 * A failure here means that live networks would be renumbered. Add rows; never edit one.
 */
const LAYOUT = [
  ["dc-a", "platform", "0x00", "3fff:38::/48", "10.0.0.0/16"],
  ["dc-b", "platform", "0x20", "3fff:38:20::/48", "10.32.0.0/16"],
  ["wan", "platform", "0x10", "3fff:38:10::/48", "10.16.0.0/16"],
  ["edge", "platform", "0x30", "3fff:38:30::/48", "10.48.0.0/16"],
  ["cloud", "platform", "0x08", "3fff:38:8::/48", "10.8.0.0/16"],
  ["cgc", "platform", "0x28", "3fff:38:28::/48", "10.40.0.0/16"],
  ["dr", "platform", "0x18", "3fff:38:18::/48", "10.24.0.0/16"],
  ["lab", "platform", "0x38", "3fff:38:38::/48", "10.56.0.0/16"],
  ["vpubnd", "department", "0x40", "3fff:38:40::/48", "10.64.0.0/16"],
  ["stttt", "department", "0x60", "3fff:38:60::/48", "10.96.0.0/16"],
  ["snv", "department", "0x50", "3fff:38:50::/48", "10.80.0.0/16"],
  ["stp", "department", "0x70", "3fff:38:70::/48", "10.112.0.0/16"],
  ["skhdt", "department", "0x48", "3fff:38:48::/48", "10.72.0.0/16"],
  ["stc", "department", "0x68", "3fff:38:68::/48", "10.104.0.0/16"],
  ["sct", "department", "0x58", "3fff:38:58::/48", "10.88.0.0/16"],
  ["snnptnt", "department", "0x78", "3fff:38:78::/48", "10.120.0.0/16"],
  ["sgtvt", "department", "0x44", "3fff:38:44::/48", "10.68.0.0/16"],
  ["sxd", "department", "0x64", "3fff:38:64::/48", "10.100.0.0/16"],
  ["stnmt", "department", "0x54", "3fff:38:54::/48", "10.84.0.0/16"],
  ["sldtbxh", "department", "0x74", "3fff:38:74::/48", "10.116.0.0/16"],
  ["svhttdl", "department", "0x4c", "3fff:38:4c::/48", "10.76.0.0/16"],
  ["skhcn", "department", "0x6c", "3fff:38:6c::/48", "10.108.0.0/16"],
  ["sgddt", "department", "0x5c", "3fff:38:5c::/48", "10.92.0.0/16"],
  ["syt", "department", "0x7c", "3fff:38:7c::/48", "10.124.0.0/16"],
  ["sngv", "department", "0x42", "3fff:38:42::/48", "10.66.0.0/16"],
  ["ttt", "department", "0x62", "3fff:38:62::/48", "10.98.0.0/16"],
  ["bdt", "department", "0x52", "3fff:38:52::/48", "10.82.0.0/16"],
  ["bqlkktns", "department", "0x72", "3fff:38:72::/48", "10.114.0.0/16"],
  ["vnn", "department", "0x4a", "3fff:38:4a::/48", "10.74.0.0/16"],
  ["vpdpntm", "department", "0x6a", "3fff:38:6a::/48", "10.106.0.0/16"],
  ["ttxtdt", "department", "0x5a", "3fff:38:5a::/48", "10.90.0.0/16"],
  ["dptth", "department", "0x7a", "3fff:38:7a::/48", "10.122.0.0/16"],
  ["vphdnd", "department", "0x46", "3fff:38:46::/48", "10.70.0.0/16"],
  ["batgt", "department", "0x66", "3fff:38:66::/48", "10.102.0.0/16"],
  ["380", "area", "0x80", "3fff:38:80::/48", "10.128.0.0/15"],
  ["381", "area", "0xa0", "3fff:38:a0::/48", "10.192.0.0/15"],
  ["382", "area", "0x90", "3fff:38:90::/48", "10.160.0.0/15"],
  ["384", "area", "0xb0", "3fff:38:b0::/48", "10.224.0.0/15"],
  ["385", "area", "0x88", "3fff:38:88::/48", "10.144.0.0/15"],
  ["386", "area", "0xa8", "3fff:38:a8::/48", "10.208.0.0/15"],
  ["387", "area", "0x98", "3fff:38:98::/48", "10.176.0.0/15"],
  ["388", "area", "0xb8", "3fff:38:b8::/48", "10.240.0.0/15"],
  ["389", "area", "0x84", "3fff:38:84::/48", "10.136.0.0/15"],
  ["390", "area", "0xa4", "3fff:38:a4::/48", "10.200.0.0/15"],
  ["391", "area", "0x94", "3fff:38:94::/48", "10.168.0.0/15"],
  ["392", "area", "0xb4", "3fff:38:b4::/48", "10.232.0.0/15"],
  ["393", "area", "0x8c", "3fff:38:8c::/48", "10.152.0.0/15"],
  ["394", "area", "0xac", "3fff:38:ac::/48", "10.216.0.0/15"],
  ["395", "area", "0x9c", "3fff:38:9c::/48", "10.184.0.0/15"],
  ["396", "area", "0xbc", "3fff:38:bc::/48", "10.248.0.0/15"],
  ["397", "area", "0x82", "3fff:38:82::/48", "10.132.0.0/15"],
  ["398", "area", "0xa2", "3fff:38:a2::/48", "10.196.0.0/15"],
  ["399", "area", "0x92", "3fff:38:92::/48", "10.164.0.0/15"],
  ["400", "area", "0xb2", "3fff:38:b2::/48", "10.228.0.0/15"],
  ["401", "area", "0x8a", "3fff:38:8a::/48", "10.148.0.0/15"],
  ["402", "area", "0xaa", "3fff:38:aa::/48", "10.212.0.0/15"],
  ["403", "area", "0x9a", "3fff:38:9a::/48", "10.180.0.0/15"],
  ["404", "area", "0xba", "3fff:38:ba::/48", "10.244.0.0/15"],
  ["405", "area", "0x86", "3fff:38:86::/48", "10.140.0.0/15"],
  ["406", "area", "0xa6", "3fff:38:a6::/48", "10.204.0.0/15"],
  ["407", "area", "0x96", "3fff:38:96::/48", "10.172.0.0/15"],
  ["15061", "commune", "0x80", "3fff:38:84:8000::/56", "10.137.0.0/23"],
] as const;

const EMPTY: Ledger = { profile: "P40", root6: "3fff:38::/40", root4: "10.0.0.0/8", entries: [] };

test("allocating the province of 2022 gives the known layout", () => {
  const requests = LAYOUT.map(([site, kind], order): SiteRequest => {
    const parent = kind === "commune" ? { parent: "389" } : {};
    return { site, kind, ...parent, name: site, owner: site, purpose: "test", order };
  });
  const { ledger } = allocate(EMPTY, requests, { date: "2022-05-16", document: "test" });
  expect(allocationsOf(ledger).map(({ site, kind, slot, ipv6, ipv4 }) => [site, kind, slot, ipv6, ipv4])).toEqual(
    LAYOUT,
  );
});

test("the committed ledger begins with the known layout", () => {
  const file = new URL("../stacks/address-ledger.jsonl", import.meta.url);
  const { ledger, problems } = parseLedger(readFileSync(file, "utf8"), "stacks/address-ledger.jsonl");
  expect(problems).toEqual([]);
  const rows =
    ledger && allocationsOf(ledger).map(({ site, kind, slot, ipv6, ipv4 }) => [site, kind, slot, ipv6, ipv4]);
  expect(rows?.slice(0, LAYOUT.length)).toEqual(LAYOUT);
});

test("communes of one area take the slots 0x80, 0x40, 0xc0, ... and never the hub's", () => {
  const communes = Array.from({ length: 37 }, (_, index) => String(16000 + index));
  const requests: SiteRequest[] = [
    { site: "399", kind: "area", name: "Huyện Hoằng Hóa", owner: "399", purpose: "test" },
    ...communes.map((site): SiteRequest => ({
      site,
      kind: "commune",
      parent: "399",
      name: site,
      owner: site,
      purpose: "test",
    })),
  ];
  const { ledger } = allocate(EMPTY, requests, { date: "2022-05-16", document: "test" });
  const slots = allocationsOf(ledger)
    .filter(({ kind }) => kind === "commune")
    .map(({ slot }) => slot);
  expect(slots.slice(0, 8)).toEqual(["0x80", "0x40", "0xc0", "0x20", "0xa0", "0x60", "0xe0", "0x10"]);
  const sorted = slots.map(Number).toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((slot, index) => slot - (sorted[index] ?? 0));
  // docs/address-plan.md: even in the largest area each commune can grow to a /54 in place.
  expect(Math.min(...gaps)).toBe(4);
  expect(sorted[0]).toBeGreaterThanOrEqual(profileOf("P40").pools.commune.lowest);
});

test("zones, subnets and servers of a department, a commune and an area's hub lie where they always did", () => {
  const file = new URL("../stacks/address-ledger.jsonl", import.meta.url);
  const { sites } = planOf(parseLedger(readFileSync(file, "utf8"), "ledger").ledger!, "2022-12-14");
  const at = (site: string, zone: string, nibble: number, index: number, host: number) => {
    const zonePlan = zonePlanOf(sites[site]!, zone, nibble);
    const subnet = subnetPlanOf(zonePlan, index);
    return printed({ zone: [zonePlan.ipv6, zonePlan.ipv4], subnet, server: serverAddressesOf(subnet, host) });
  };
  expect(at("stttt", "dmz", 2, 0, 10)).toEqual({
    zone: ["3fff:38:60:2000::/52", "10.96.32.0/20"],
    subnet: {
      ipv6: {
        cidr: "3fff:38:60:2000::/64",
        gateway: "3fff:38:60:2000::1",
        allocationPool: { start: "3fff:38:60:2000::d:0", end: "3fff:38:60:2000::d:ffff" },
      },
      ipv4: {
        cidr: "10.96.32.0/24",
        gateway: "10.96.32.1",
        allocationPool: { start: "10.96.32.128", end: "10.96.32.254" },
      },
    },
    server: { ipv6: "3fff:38:60:2000::10:a", ipv4: "10.96.32.10" },
  });
  expect(at("stttt", "app", 3, 2, 63)).toMatchObject({
    server: { ipv6: "3fff:38:60:3002::10:3f", ipv4: "10.96.50.63" },
  });
  expect(at("15061", "lan", 6, 0, 2)).toEqual({
    zone: ["3fff:38:84:8060::/60", "10.137.0.192/27"],
    subnet: {
      ipv6: {
        cidr: "3fff:38:84:8060::/64",
        gateway: "3fff:38:84:8060::1",
        allocationPool: { start: "3fff:38:84:8060::d:0", end: "3fff:38:84:8060::d:ffff" },
      },
      ipv4: {
        cidr: "10.137.0.192/27",
        gateway: "10.137.0.193",
        allocationPool: { start: "10.137.0.208", end: "10.137.0.222" },
      },
    },
    server: { ipv6: "3fff:38:84:8060::10:2", ipv4: "10.137.0.194" },
  });
  expect(at("389", "lan", 6, 1, 5)).toMatchObject({
    zone: ["3fff:38:84:600::/56", "10.136.12.0/23"],
    server: { ipv6: "3fff:38:84:601::10:5", ipv4: "10.136.13.5" },
  });
});

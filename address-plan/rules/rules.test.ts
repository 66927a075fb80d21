import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../policies/policy.ts";
import { allocate } from "../allocation/allocate.ts";
import { checkCapacity } from "../allocation/capacity.ts";
import { append, recordRegistrant } from "../allocation/change.ts";
import type { AllocateEntry, Ledger, LedgerEntry, SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { routesOf } from "../prefixes/routes.ts";
import { mergedUnits } from "../testing/merged-units.ts";
import { EMPTY_LEDGER } from "../testing/random-histories.ts";
import {
  announcementsOf,
  checkAnnouncements,
  checkRegistration,
  checkRoas,
  checkUniqueLocal,
  type HeldResource,
} from "./check-resources.ts";
import { checkRoots } from "./check-roots.ts";
import { checkAggregates, checkDiscards, checkReverseZones, reverseDelegationsOf } from "./check-routes.ts";
import { checkServers, checkZones } from "./check-zones.ts";
import { checkLedger } from "./check.ts";
import { ADDRESS_RULES, type AddressRule } from "./rules.ts";

const REASON = { date: "2022-05-16", document: "Kế hoạch" };
const labels = { name: "Tên", owner: "stttt", purpose: "mạng" };
const REQUESTS: SiteRequest[] = [
  { site: "dc-a", kind: "platform", ...labels },
  { site: "vpubnd", kind: "department", ...labels, order: 1 },
  { site: "stttt", kind: "department", ...labels, order: 2 },
  { site: "389", kind: "area", ...labels },
  { site: "390", kind: "area", ...labels },
  { site: "15061", kind: "commune", parent: "389", ...labels },
  { site: "15064", kind: "commune", parent: "389", ...labels },
];
const GOOD = recordRegistrant(allocate(EMPTY_LEDGER, REQUESTS, REASON).ledger, "stttt", REASON).ledger;
const MERGED = mergedUnits(GOOD, "15061", "15064");
const PLAN = planOf(GOOD);

const broken = (site: string, change: Partial<AllocateEntry>): Finding[] =>
  checkLedger({
    ...GOOD,
    entries: GOOD.entries.map((line) =>
      line.site === site && line.event === "allocate" ? { ...line, ...change } : line,
    ),
  });
type Short<T> = T extends unknown ? Omit<T, "seq" | "document"> : never;
const added = (ledger: Ledger, line: Short<LedgerEntry>): Finding[] =>
  checkLedger({
    ...ledger,
    entries: [...ledger.entries, { ...line, seq: ledger.entries.length + 1, document: "Quyết định" }],
  });
/** GOOD with a site that goes on under another code. */
const recoded = (site: string, into: string, name = "Tên"): Finding[] =>
  added(GOOD, { date: "2025-01-01", event: "recode", site, into, name });
const departments = (count: number): SiteRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    site: `s${index}`,
    kind: "department",
    ...labels,
    owner: `s${index}`,
  }));
const VNNIC: HeldResource = {
  family: 6,
  prefix: "3fff:38::/40",
  registry: "VNNIC",
  status: "allocated",
  date: "2022-05-01",
  document: "Quyết định cấp",
  asn: 64496,
};
const reissue = (date: string) =>
  added(MERGED, {
    ...({ ...GOOD.entries.find(({ site }) => site === "15064"), site: "15099", date } as AllocateEntry),
    event: "allocate",
  });
const lineOf = (site: string): AllocateEntry => GOOD.entries.find((line) => line.site === site) as AllocateEntry;
const LATE = allocate(GOOD, [{ site: "moi", kind: "department", ...labels }], { ...REASON, date: "2023-01-01" }).ledger;
const END = { date: "2025-01-01", event: "retire", site: "15064" } as const;
const zones = [{ code: "dmz", nibble: 2, name: "vùng DMZ" }];
const server = { site: "15061", name: "web", zone: "dmz", host: 2, replicas: 1 };

/** Of every rule: what passes, and what breaks it. */
const CASES: Record<AddressRule, { passes: () => Finding[]; fails: () => Finding[] }> = {
  "AP-01": {
    passes: () => checkRegistration(GOOD, [VNNIC], "registered"),
    fails: () => checkRegistration(GOOD, [{ ...VNNIC, status: "requested" }], "registered"),
  },
  "AP-02": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { ipv6: "3fff:38:60::/46" }) },
  "AP-03": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { ipv6: "3fff:38:40::/48" }) },
  "AP-04": {
    passes: () => checkRoots(GOOD, [VNNIC, { prefix: "10.0.0.0/8" }]),
    fails: () => checkRoots(GOOD, [VNNIC]),
  },
  "AP-05": { passes: () => checkLedger(GOOD), fails: () => broken("15061", { ipv6: "3fff:38:80:8000::/60" }) },
  "AP-06": { passes: () => checkLedger(GOOD), fails: () => broken("15061", { ipv6: "3fff:38:80:8000::/64" }) },
  "AP-07": {
    passes: () => checkLedger(MERGED, GOOD),
    fails: () => added(MERGED, { date: "2021-01-01", event: "rename", site: "15061", name: "Tên" }),
  },
  "AP-08": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { slot: "0x41" }) },
  "AP-09": {
    passes: () => checkLedger(allocate(EMPTY_LEDGER, departments(48), REASON).ledger),
    fails: () => checkLedger(allocate(EMPTY_LEDGER, departments(58), REASON).ledger),
  },
  "AP-10": { passes: () => checkZones(zones), fails: () => checkZones([...zones, { ...zones[0]!, code: "app" }]) },
  "AP-11": {
    // Its quarantine is over, but other slots are free: that is another rule.
    passes: () => reissue("2027-07-01").filter(({ policy }) => policy !== "AP-08"),
    fails: () => reissue("2027-06-30"),
  },
  "AP-12": {
    passes: () => checkLedger(MERGED, GOOD),
    fails: () => added(GOOD, { date: "2025-07-01", event: "retire", site: "389" }),
  },
  "AP-13": {
    passes: () => checkCapacity(EMPTY_LEDGER, departments(32)),
    fails: () => checkCapacity(EMPTY_LEDGER, departments(33)),
  },
  "AP-14": {
    passes: () => checkAggregates(PLAN),
    fails: () => {
      const more = { ...PLAN, sites: { ...PLAN.sites } };
      for (const site of ["15061", "15064"]) more.sites[site] = { ...PLAN.sites[site]!, wiredTo: "390" };
      return checkAggregates(more);
    },
  },
  "AP-15": {
    passes: () => checkAnnouncements([{ prefix: "3fff:38::/40", maxLength: 40 }]),
    fails: () => checkAnnouncements([{ prefix: "3fff:38:84:8000::/56", maxLength: 64 }]),
  },
  "AP-16": { passes: () => checkLedger(GOOD), fails: () => broken("389", { site: "Ngọc Lặc" }) },
  "AP-17": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { ipv4: "10.97.0.0/16" }) },
  "AP-18": {
    passes: () => checkServers(PLAN, zones, [server]),
    fails: () => checkServers(PLAN, zones, [{ ...server, host: 16 }]),
  },
  "AP-19": {
    passes: () => checkReverseZones(PLAN),
    fails: () =>
      checkReverseZones(
        PLAN,
        reverseDelegationsOf(PLAN).map((each) => ({
          ...each,
          zones: each.zones.map((zone) => zone.replace(/^[^.]+\./, "")),
        })),
      ),
  },
  "AP-20": {
    passes: () => checkDiscards(PLAN),
    fails: () =>
      checkDiscards(
        PLAN,
        routesOf(PLAN).filter(({ action, table }) => action !== "discard" || table !== "core"),
      ),
  },
  "AP-21": { passes: () => checkUniqueLocal(["fd3c:91e7:5a02::/48"]), fails: () => checkUniqueLocal(["fd00::/48"]) },
  "AP-22": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { ipv6: "2400:1::/48" }) },
  "AP-23": { passes: () => checkLedger(GOOD), fails: () => broken("stttt", { ipv6: "3fff:0038:60::/48" }) },
  "AP-24": {
    passes: () => checkLedger(GOOD, undefined, { addresses: "registered" }),
    fails: () => broken("stttt", { document: " " }),
  },
};

test.each(Object.entries(CASES))("%s passes, and fails", (rule, { passes, fails }) => {
  expect(passes()).toEqual([]);
  expect(fails().map(({ policy }) => policy)).toContain(rule);
});

test("all 24 rules are there, each with a severity and what to do", () => {
  const numbers = Object.keys(ADDRESS_RULES).map((rule) => Number(rule.slice(3)));
  expect(numbers).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  for (const { title, checks, remedy } of Object.values(ADDRESS_RULES))
    expect([title, checks.en, checks.vi, remedy.en, remedy.vi]).not.toContain("");
});

test("the documentation lists all rules, in the words of the table", () => {
  const page = readFileSync(new URL("../../docs/address-plan.md", import.meta.url), "utf8");
  for (const [rule, { checks, remedy }] of Object.entries(ADDRESS_RULES)) {
    expect(page).toMatch(
      new RegExp(`\\| ${rule} +\\| ${RegExp.escape(checks.en)} +\\| ${RegExp.escape(remedy.en)} +\\|`),
    );
  }
});

test.each<[string, AddressRule, () => Finding[]]>([
  ["a provider's block", "AP-01", () => checkRegistration(GOOD, [{ ...VNNIC, registry: "ISP" }], "registered")],
  [
    "a code that was never there",
    "AP-12",
    () => added(GOOD, { date: "2025-01-01", event: "rename", site: "15000", name: "x" }),
  ],
  ["a site that ends twice", "AP-12", () => added(MERGED, { date: "2025-08-01", event: "retire", site: "15064" })],
  [
    "a survivor that is not there",
    "AP-12",
    () => added(GOOD, { date: "2025-01-01", event: "retire", site: "15064", into: "1" }),
  ],
  [
    "an owner that ended",
    "AP-12",
    () => added(GOOD, { date: "2025-01-01", event: "retire", site: "stttt", into: "vpubnd" }),
  ],
  [
    "growth over a neighbour's prefix",
    "AP-12",
    () =>
      added(GOOD, { date: "2025-01-01", event: "grow", site: "15061", ipv6: "3fff:38:80::/49", ipv4: "10.128.0.0/16" }),
  ],
  [
    "growth to another place",
    "AP-12",
    () =>
      added(GOOD, {
        date: "2025-01-01",
        event: "grow",
        site: "15061",
        ipv6: "3fff:38:80:4000::/54",
        ipv4: "10.128.128.0/21",
      }),
  ],
  ["an area under another code", "AP-12", () => recoded("389", "391")],
  ["a site under the code of an active one", "AP-16", () => recoded("vpubnd", "stttt")],
  ["a site under its own code", "AP-16", () => recoded("vpubnd", "vpubnd")],
  ["a site under a name for a code", "AP-16", () => recoded("15061", "Xã Mới", "Xã Mới")],
  ["an owner whose site goes on under another code", "AP-12", () => recoded("stttt", "sbcvt")],
  [
    "a registrant before the one of the line above",
    "AP-07",
    () => added(GOOD, { date: "2022-05-15", event: "registrant", site: "vpubnd", name: "Tên" }),
  ],
  ["a unit that comes back before it ended", "AP-07", () => added(MERGED, { ...lineOf("15064"), date: "2025-06-30" })],
  [
    "a commune older than its area",
    "AP-07",
    () => added(GOOD, { ...lineOf("15064"), site: "15099", date: "2022-05-15" }),
  ],
  [
    "a successor that is not there yet",
    "AP-07",
    () => added(LATE, { date: "2022-12-31", event: "retire", site: "vpubnd", into: "moi" }),
  ],
  ["two blocks for a department", "AP-05", () => broken("stttt", { blocks: 2 })],
  ["a root of another length", "AP-04", () => checkLedger({ ...GOOD, root6: "3fff:38::/36" })],
  ["a root of the other family", "AP-04", () => checkLedger({ ...GOOD, root4: "3fff:38::/40" })],
  ["a unit that goes into an area", "AP-12", () => added(GOOD, { ...END, into: "389" })],
  ["an area as the registrant", "AP-12", () => added(GOOD, { ...END, event: "registrant", site: "389", name: "x" })],
  ["a code twice", "AP-16", () => added(GOOD, { ...(GOOD.entries[2] as AllocateEntry), date: "2023-01-01" })],
  [
    "a registered root without registrant",
    "AP-24",
    () => checkLedger(allocate(EMPTY_LEDGER, REQUESTS, REASON).ledger, undefined, { addresses: "registered" }),
  ],
  ["fc00::/8", "AP-21", () => checkUniqueLocal(["fc00::/48"])],
])("%s breaks %s", (_, rule, fails) => {
  expect(fails().map(({ policy }) => policy)).toContain(rule);
});

test("a line about the old code of a site is refused, and says how the site is called now", () => {
  const ledger = append(GOOD, {
    seq: GOOD.entries.length + 1,
    date: "2025-01-01",
    event: "recode",
    site: "15061",
    into: "15099",
    name: "Xã Mới",
    document: "Nghị quyết",
  }).ledger;
  expect(checkLedger(ledger, GOOD)).toEqual([]);
  const line = { date: "2025-02-01", event: "rename", name: "Tên" } as const;
  expect(added(ledger, { ...line, site: "15099" })).toEqual([]);
  expect(added(ledger, { ...line, site: "15061" }).map(({ message }) => message.en)).toEqual([
    expect.stringContaining(`of a site that goes on as 15099 since seq ${GOOD.entries.length + 1}`),
  ]);
});

describe("announcements and the ROAs that the registry has (AP-15)", () => {
  const roa = { prefix: "3fff:38::/40", asn: 64496, maxLength: 40 };
  const judged = (...roas: (typeof roa)[]) =>
    [...checkAnnouncements(announcementsOf([VNNIC], roas)), ...checkRoas([VNNIC], roas)].map(
      ({ message }) => message.en,
    );

  test.each([
    ["documentation", "advisory"],
    ["registered", "mandatory"],
  ] as const)("finds a root without any ROA, of %s addresses as %s", (addresses, level) => {
    const findings = checkRoas([VNNIC], [], addresses);
    expect(findings).toMatchObject([{ policy: "AP-15", level, resource: "3fff:38::/40" }]);
    expect(findings[0]?.message.en).toContain("found no ROA of it for AS64496; wanted one with maxLength 40");
    // What nobody announces needs none.
    const { asn: _, ...kept } = VNNIC;
    expect(checkRoas([kept, { ...VNNIC, prefix: "10.0.0.0/8", registry: "RFC 1918" }], [], addresses)).toEqual([]);
  });

  test("passes with one of the block's own length", () => {
    expect(judged(roa)).toEqual([]);
    // A half announced by itself has a ROA by itself.
    expect(judged(roa, { ...roa, prefix: "3fff:38::/41", maxLength: 41 })).toEqual([]);
  });

  test.each([
    ["a maxLength that allows more than is announced", { maxLength: 48 }, "found maxLength 48; wanted 40"],
    ["a ROA for another AS alone", { asn: 64500 }, "found no ROA of it for AS64496"],
    ["no ROA of the whole block", { prefix: "3fff:38::/44", maxLength: 44 }, "3fff:38::/40 breaks AP-15"],
    ["a ROA of somebody else's block", { prefix: "3fff:99::/40" }, "outside the announced resources"],
    ["a ROA of a site", { prefix: "3fff:38:40::/52", maxLength: 52 }, "found an announcement of a /52"],
  ])("refuses %s", (_, change, expected) => {
    expect(judged({ ...roa, ...change }).join("\n")).toContain(expected);
  });
});

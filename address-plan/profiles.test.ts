import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ProfileName } from "../model/province.ts";
import { allocate } from "./allocation/allocate.ts";
import { capacityOf, checkCapacity, demandOf, justificationOf, smallestFor } from "./allocation/capacity.ts";
import { growSite } from "./allocation/change.ts";
import { parseLedger } from "./ledger/ledger-file.ts";
import { allocationsOf, type Ledger, type SiteRequest } from "./ledger/ledger.ts";
import { planOf, zonePlanOf } from "./plan-of.ts";
import { isSame } from "./prefixes/address.ts";
import { serverAddressesOf } from "./prefixes/interface-id.ts";
import { formatPrefix } from "./prefixes/prefix.ts";
import { routesOf } from "./prefixes/routes.ts";
import { subnetCountOf, subnetPlanOf } from "./prefixes/subnet.ts";
import { profileOf } from "./profile.ts";
import { checkAggregates } from "./rules/check-routes.ts";
import { checkLedger } from "./rules/check.ts";
import { printed } from "./testing/printed.ts";

const REASON = { date: "2022-05-16", document: "Kế hoạch" };
const file = new URL("../stacks/address-ledger.jsonl", import.meta.url);
const COMMITTED = parseLedger(readFileSync(file, "utf8"), "ledger").ledger!;
/** The province of 2022: 8 platform sites, 26 departments, 27 areas, 559 communes. */
const PROVINCE: SiteRequest[] = allocationsOf(COMMITTED)
  .filter(({ date }) => date < "2023")
  .map(({ site, kind, parent, name, owner, purpose, seq }) => ({
    site,
    kind,
    ...(parent === undefined ? {} : { parent }),
    name,
    owner,
    purpose,
    order: seq,
  }));
const empty = (profile: ProfileName, root6: string): Ledger => ({ profile, root6, root4: "10.0.0.0/8", entries: [] });
const allocated = (profile: ProfileName, root6: string): Ledger =>
  allocate(empty(profile, root6), PROVINCE, REASON).ledger;

describe.each<[ProfileName, string, Record<string, string[]>]>([
  [
    "P40",
    "3fff:38::/40",
    {
      stttt: ["3fff:38:60::/48", "10.96.0.0/16", "3fff:38:60:2000::/52", "10.96.32.0/20", "3fff:38:60:2000::10:2"],
      "389": ["3fff:38:84::/48", "10.136.0.0/15", "3fff:38:84:200::/56", "10.136.4.0/23", "3fff:38:84:200::10:2"],
      "15061": [
        "3fff:38:84:8000::/56",
        "10.137.0.0/23",
        "3fff:38:84:8020::/60",
        "10.137.0.64/27",
        "3fff:38:84:8020::10:2",
      ],
    },
  ],
  [
    "P36",
    "3fff:300::/36",
    {
      stttt: ["3fff:300:600::/44", "10.96.0.0/16", "3fff:300:602::/48", "10.96.32.0/20", "3fff:300:602::10:2"],
      "389": [
        "3fff:300:840::/44",
        "10.136.0.0/15",
        "3fff:300:840:2000::/52",
        "10.136.4.0/23",
        "3fff:300:840:2000::10:2",
      ],
      "15061": [
        "3fff:300:848::/52",
        "10.137.0.0/23",
        "3fff:300:848:200::/56",
        "10.137.0.64/27",
        "3fff:300:848:200::10:2",
      ],
    },
  ],
  [
    "P32",
    "3fff:38::/32",
    {
      stttt: ["3fff:38:6000::/40", "10.96.0.0/16", "3fff:38:6020::/44", "10.96.32.0/20", "3fff:38:6020::10:2"],
      "389": ["3fff:38:8400::/40", "10.136.0.0/15", "3fff:38:8402::/48", "10.136.4.0/23", "3fff:38:8402::10:2"],
      "15061": [
        "3fff:38:8480::/48",
        "10.137.0.0/23",
        "3fff:38:8480:2000::/52",
        "10.137.0.64/27",
        "3fff:38:8480:2000::10:2",
      ],
    },
  ],
  [
    "P48",
    "2001:db8:38::/48",
    {
      stttt: [
        "2001:db8:38:5000::/56",
        "10.80.0.0/16",
        "2001:db8:38:5020::/60",
        "10.80.32.0/20",
        "2001:db8:38:5020::10:2",
      ],
      "389": [
        "2001:db8:38:8400::/56",
        "10.136.0.0/15",
        "2001:db8:38:8402::/64",
        "10.136.0.64/27",
        "2001:db8:38:8402::10:2",
      ],
      "15061": [
        "2001:db8:38:8480::/60",
        "10.136.16.0/23",
        "2001:db8:38:8482::/64",
        "10.136.16.64/27",
        "2001:db8:38:8482::10:2",
      ],
    },
  ],
])("profile %s, root %s", (profile, root6, layout) => {
  const ledger = allocated(profile, root6);

  test("a department, an area and a commune lie where they always did", () => {
    const { sites } = planOf(ledger);
    const found = Object.keys(layout).map((site) => {
      const plan = sites[site]!;
      const zone = zonePlanOf(plan, "dmz", 2);
      const server = serverAddressesOf(subnetPlanOf(zone, 0), 2);
      return [site, printed([plan.ipv6, plan.ipv4, zone.ipv6, zone.ipv4, server.ipv6])];
    });
    expect(Object.fromEntries(found)).toEqual(layout);
  });

  test("the whole province of 2022 has its place and breaks no mandatory rule", () => {
    expect(Object.keys(planOf(ledger).sites)).toHaveLength(620);
    expect(checkLedger(ledger).filter(({ level }) => level === "mandatory")).toEqual([]);
  });

  test("a zone has at most as many subnets as its smaller family", () => {
    const { sites } = planOf(ledger);
    const counts = ["stttt", "389", "15061"].map((site) => subnetCountOf(zonePlanOf(sites[site]!, "lan", 6)));
    expect(counts).toEqual(profile === "P48" ? [16, 1, 1] : [16, 2, 1]);
  });
});

test("P48: areas need 48 of 64 blocks and departments 26 of 32, and it says what a province gives up (AP-13)", () => {
  const demand = demandOf(PROVINCE);
  const pools = capacityOf(profileOf("P48"), demand).map(({ kind, needed, slots }) => [kind, needed, slots]);
  expect(pools).toEqual([
    ["platform", 8, 64],
    ["department", 26, 32],
    ["area", 48, 64],
    ["commune", 37, 47],
  ]);
  const findings = checkCapacity(empty("P48", "2001:db8:38::/48"), PROVINCE);
  expect(findings.map(({ policy, level }) => [policy, level])).toEqual([["AP-13", "advisory"]]);
  expect(findings[0]?.message.en).toContain("less than the /56 that RIPE-690");
  expect(findings[0]?.message.en).toContain("sites: 8 platform, 26 departments, 27 areas, 559 communes");
  expect(smallestFor(demand)).toBe("P40");
  expect(justificationOf(demand).map(({ en }) => en)).toContain(
    "P40 (/40): platform 8 of 64, department 26 of 64, area 27 of 64, commune of area 399 37 of 240",
  );
});

test("P48: an area is up to three blocks in a row, each a route of the core, and nothing grows (AP-14)", () => {
  const ledger = allocated("P48", "2001:db8:38::/48");
  const plan = planOf(ledger);
  expect(plan.sites["399"]?.blocks).toHaveLength(3);
  const core = routesOf(plan).filter(({ table, family, site, action }) => {
    return table === "core" && family === 6 && action === "forward" && plan.sites[site ?? ""]?.kind === "area";
  });
  expect(core).toHaveLength(48);
  expect(checkAggregates(plan).map(({ level }) => level)).toEqual(["advisory"]);
  expect(() => growSite(ledger, "15061", 59, REASON)).toThrow("profile P48 has no room for it");
});

test("AP-13: twice the sites of the first day must fit, before the first line is written", () => {
  const departments = (count: number) =>
    Array.from({ length: count }, (_, index): Pick<SiteRequest, "site" | "kind"> => ({
      site: `s${index}`,
      kind: "department",
    }));
  const check = (count: number) => checkCapacity(empty("P40", "3fff:38::/40"), departments(count));
  expect(check(32)).toEqual([]);
  expect(check(33).map(({ policy, level }) => [policy, level])).toEqual([["AP-13", "mandatory"]]);
  // A ledger that lives needs room for what is asked only; AP-09 sees it fill up.
  expect(checkCapacity(COMMITTED, departments(33))).toEqual([]);
});

test("growing in place moves no zone: subnets go on in the new blocks, in both families (AP-12)", () => {
  const before = planOf(COMMITTED, "2022-12-14").sites;
  const year2022 = { ...COMMITTED, entries: COMMITTED.entries.filter(({ date }) => date < "2023") };
  const grown = growSite(
    growSite(growSite(year2022, "15061", 54, REASON2023).ledger, "stttt", 47, REASON2023).ledger,
    "389",
    47,
    REASON2023,
  ).ledger;
  const { sites } = planOf(grown);
  expect(printed([sites["15061"]?.ipv6, sites["15061"]?.ipv4])).toEqual(["3fff:38:84:8000::/54", "10.137.0.0/21"]);
  expect(printed([sites["stttt"]?.ipv6, sites["stttt"]?.ipv4])).toEqual(["3fff:38:60::/47", "10.96.0.0/15"]);
  expect(printed([sites["389"]?.ipv6, sites["389"]?.ipv4])).toEqual(["3fff:38:84::/47", "10.136.0.0/14"]);
  const subnets = (plan: typeof sites, site: string) => {
    const zone = zonePlanOf(plan[site]!, "lan", 6);
    return Array.from({ length: subnetCountOf(zone) }, (_, index) => formatPrefix(subnetPlanOf(zone, index).ipv6.cidr));
  };
  expect(subnets(sites, "15061")).toEqual([
    "3fff:38:84:8060::/64",
    "3fff:38:84:8160::/64",
    "3fff:38:84:8260::/64",
    "3fff:38:84:8360::/64",
  ]);
  for (const site of ["15061", "stttt", "389"]) {
    const old = subnets(before, site);
    expect(subnets(sites, site).slice(0, old.length)).toEqual(old);
  }
  expect(checkLedger(grown, year2022)).toEqual([]);
});

const REASON2023 = { date: "2023-01-01", document: "Quyết định mở rộng" };

test("growth stops at a neighbour, at what rests, and at what was given already", () => {
  const year2022 = { ...COMMITTED, entries: COMMITTED.entries.filter(({ date }) => date < "2023") };
  expect(() => growSite(year2022, "15061", 53, REASON2023)).toThrow("a length of /54..55");
  expect(() => growSite(year2022, "khongco", 47, REASON2023)).toThrow('no active site "khongco"');
  const twice = growSite(year2022, "15061", 54, REASON2023).ledger;
  expect(() => growSite(twice, "15061", 55, REASON2023)).toThrow("larger than it is now");
});

test.each([
  ["2022-12-14", { platform: 8, department: 26, area: 27, commune: 559 }, 0],
  ["2025-01-01", { platform: 8, department: 26, area: 27, commune: 547 }, 12],
  ["2025-03-01", { platform: 8, department: 21, area: 27, commune: 547 }, 18],
  ["2025-12-14", { platform: 8, department: 21, area: 27, commune: 166 }, 399],
])("the committed ledger as of %s", (day, kinds, quarantined) => {
  const plan = planOf(COMMITTED, day);
  const counts = Object.groupBy(Object.values(plan.sites), ({ kind }) => kind);
  expect(Object.fromEntries(Object.entries(counts).map(([kind, sites]) => [kind, sites.length]))).toEqual(kinds);
  expect(plan.quarantined).toHaveLength(quarantined);
  const start = planOf(COMMITTED, "2022-12-14").sites;
  const moved = Object.values(plan.sites).filter(({ site, ipv6 }) => start[site] && !isSame(start[site].ipv6, ipv6));
  expect(moved).toEqual([]);
});

test("communes of one area lie four slots apart or more, so each can grow to a /54 in place", () => {
  const communes = Map.groupBy(
    allocationsOf(COMMITTED).filter(({ kind }) => kind === "commune"),
    ({ parent }) => parent,
  );
  const gaps = [...communes.values()].flatMap((lines) => {
    const slots = lines.map(({ slot }) => Number(slot)).toSorted((a, b) => a - b);
    return slots.slice(1).map((slot, index) => slot - slots[index]!);
  });
  expect(Math.min(...gaps)).toBe(4);
});

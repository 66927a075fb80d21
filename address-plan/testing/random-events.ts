import fc from "fast-check";
import type { ProfileName } from "../../model/province.ts";
import type { Reform, ReformEvent } from "../../model/schema/reform.ts";
import { allocate, AllocationError } from "../allocation/allocate.ts";
import { growSite, recordRegistrant } from "../allocation/change.ts";
import type { SiteKind } from "../kinds.ts";
import type { Ledger, SiteRequest } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { latestDate } from "../plan-of.ts";
import { profileOf } from "../profile.ts";
import { ReformError } from "../reforms/reform-result.ts";
import { applyReform } from "../reforms/reform.ts";

/** Random lives of a province, for property tests: everything that can happen to units, in any order. */

/** One step, as numbers: what they name depends on which sites there are when its turn comes. */
export interface RandomStep {
  what: (typeof STEPS)[number];
  /** Months since the step before. */
  wait: number;
  numbers: number[];
}

const STEPS = [
  "allocate",
  "allocate",
  "merge",
  "merge",
  "split",
  "succeed",
  "rename",
  "transfer",
  "dissolve",
  "found",
  "grow",
  "registrant",
  "crowd",
] as const;

const ROOTS: Record<ProfileName, string> = {
  P40: "3fff:38::/40",
  P36: "3fff:30::/36",
  P32: "3fff:38::/32",
  P48: "2001:db8:38::/48",
};

/** An empty ledger of a profile, some with a quarantine so short that slots come back within the history. */
export const emptyLedger: fc.Arbitrary<Ledger> = fc
  .record({
    profile: fc.constantFrom<ProfileName>("P40", "P36", "P32", "P48", "P48"),
    quarantineMonths: fc.constantFrom(undefined, 1, 12),
  })
  .map(({ profile, quarantineMonths }) => ({
    profile,
    root6: ROOTS[profile],
    root4: "10.0.0.0/8",
    ...(quarantineMonths === undefined ? {} : { quarantineMonths }),
    entries: [],
  }));

export const randomSteps: fc.Arbitrary<RandomStep[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...STEPS),
    wait: fc.nat(14),
    numbers: fc.array(fc.nat(10_000), { minLength: 6, maxLength: 6 }),
  }),
  { minLength: 3, maxLength: 10 },
);

/** The ledger after a step; `refused` says why it is the one before. */
export function stepOf(ledger: Ledger, step: RandomStep): { ledger: Ledger; refused?: string } {
  const date = laterBy(ledger.entries.length === 0 ? "2022-01-01" : latestDate(ledger), step.wait);
  try {
    return { ledger: applied(ledger, step, date) };
  } catch (error) {
    if (error instanceof ReformError || error instanceof AllocationError) return { ledger, refused: error.message };
    throw error;
  }
}

function applied(ledger: Ledger, { what, numbers }: RandomStep, date: string): Ledger {
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  const reason = { date, document: `Quyết định số ${a}` };
  const replay = Replay.of(ledger);
  const active = [...replay.sites.values()].map(({ line }) => line);
  const any = (kinds: SiteKind[], number: number, parent?: string): string => {
    const fitting = active.filter(
      ({ kind, parent: of }) => kinds.includes(kind) && (parent === undefined || of === parent),
    );
    return fitting[number % Math.max(1, fitting.length)]?.site ?? "khongco";
  };
  const leaf: SiteKind[] = ["commune", "department"];
  const reform = (...events: ReformEvent[]): Ledger =>
    applyReform(ledger, { ...reason, title: "Sắp xếp", events } satisfies Reform).ledger;

  switch (what) {
    case "allocate":
      return allocate(ledger, requestsOf(active.filter(({ kind }) => kind === "area").length, numbers), reason).ledger;
    case "crowd": {
      // All that a block of P48 still has room for, to see pools full and slots come back.
      const parent = any(["area"], a);
      const pool = replay.sites.has(parent) ? replay.poolOf("commune", parent) : undefined;
      const free = pool?.order.filter((slot) => pool.isFree(slot, 1, date)).length ?? 0;
      const codes = new Set(Array.from({ length: Math.min(free, 16) }, (_, index) => (c + index) % 90));
      const communes = [...codes].map((number) => communeOf(parent, number));
      return allocate(ledger, communes, reason).ledger;
    }
    case "merge": {
      const into = any(leaf, a);
      const from = [any(leaf, b), any(leaf, c)].filter(
        (site, index, all) => site !== into && all.indexOf(site) === index,
      );
      const partsOf = [any(leaf, d)].filter((site) => site !== into && !from.includes(site));
      return reform({ kind: "merge", into, from, partsOf, ...(b % 3 === 0 ? { name: `Tên ${b}` } : {}) });
    }
    case "succeed": {
      // A merger under a code of its own, as the site of one of those that merge.
      const continues = any(leaf, a);
      const isCommune = replay.sites.get(continues)?.line.kind === "commune";
      const into = isCommune ? `${continues.slice(0, 3)}${10 + (c % 80)}` : `moi${letters(c)}`;
      const other = any(leaf, b);
      const from = other === continues ? [continues] : [continues, other];
      return reform({ kind: "merge", into, from, continues, name: `Tên ${d}` });
    }
    case "split": {
      const unit = any(["commune"], a);
      const area = unit.slice(0, 3);
      return reform({
        kind: "split",
        unit,
        into: [b, c].map((number) => ({ code: `${area}${10 + (number % 80)}`, name: `Xã ${number}` })),
      });
    }
    case "rename":
      return reform({ kind: "rename", unit: any([...leaf, "platform"], a), name: `Tên ${b}` });
    case "transfer":
      return reform({
        kind: "transfer",
        unit: any(["commune"], a),
        ...(b % 2 === 0 ? { area: any(["area"], c) } : { owner: any(["department"], d) }),
      });
    case "dissolve":
      return reform({ kind: "dissolve", unit: any(leaf, a), ...(b % 2 === 0 ? { successor: any(leaf, c) } : {}) });
    case "found":
      // Sometimes the code of a unit that ended: it comes back.
      return reform({
        kind: "found",
        unit:
          b % 2 === 0 ? (replay.ended[c % Math.max(1, replay.ended.length)]?.line.site ?? "moi") : `moi${letters(c)}`,
        unitKind: "department",
        name: `Sở ${c}`,
      });
    case "grow": {
      const site = any(["commune", "department", "area"], a);
      const kind = replay.sites.get(site)?.line.kind ?? "commune";
      return growSite(ledger, site, profileOf(ledger).pools[kind].ipv6Length - 1 - (b % 2), reason).ledger;
    }
    case "registrant":
      return recordRegistrant(ledger, any(["department"], a), reason).ledger;
  }
}

function requestsOf(areas: number, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: number[]): SiteRequest[] {
  const departments = Array.from({ length: a % 4 }, (_, index) => request(`so${letters(b + index)}`, "department"));
  const owner = departments[0]?.site;
  const platform = c % 3 === 0 ? [{ ...request(`dc-${letters(d)}`, "platform"), ...(owner ? { owner } : {}) }] : [];
  const area = areas < 4 && d % 2 === 0 ? [request(String(100 + (e % 6)), "area")] : [];
  const communes = area.flatMap(({ site }) =>
    Array.from({ length: 1 + (f % 20) }, (_, index) => communeOf(site, (f + index * 7) % 1000)),
  );
  const unique = new Map([...departments, ...platform, ...area, ...communes].map((each) => [each.site, each]));
  return [...unique.values()];
}

function communeOf(parent: string, number: number): SiteRequest {
  return { ...request(`${parent}${String(10 + (number % 90))}`, "commune"), parent };
}

function request(site: string, kind: SiteKind): SiteRequest {
  return { site, kind, name: `Đơn vị ${site}`, owner: site, purpose: "mạng" };
}

/** A number as letters, since an agency's code has hardly any digits. */
function letters(number: number): string {
  return String.fromCodePoint(97 + (number % 26), 97 + (Math.floor(number / 26) % 26));
}

function laterBy(date: string, months: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

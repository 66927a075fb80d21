import type { ProvinceData, ProvinceYaml } from "../files/province-files.ts";
import type { Fault } from "../messages/fault.ts";
import { unitTwice } from "../messages/province.ts";
import * as say from "../messages/reform.ts";
import type { Area, Unit } from "../province.ts";
import type { ExpectedCounts } from "../schema/counts.ts";
import type { Register } from "./register.ts";
import { unitHistory, type PlacedReform, type UnitHistory } from "./unit-history.ts";

/** The units of a day with what is wrong with the register, and what has to be told about it. */
export interface UnitsOnDay {
  history: UnitHistory;
  faults: Fault[];
  /** What is inferred, and where the data differ from official figures. */
  notes: Fault[];
}

/** Puts units.yaml, the register's CSV files and the reforms together, as they stand at `asOf` (ISO date). */
export function unitsOnDay(
  { province, units }: Pick<ProvinceData, "province" | "units">,
  files: ProvinceYaml,
  register: Register,
  reforms: readonly PlacedReform[],
  asOf: string,
): UnitsOnDay {
  const first = province.register.validFrom;
  const counted = new Map<string, number>();
  const orderOf = (kind: string): number => {
    const order = (counted.get(kind) ?? 0) + 1;
    counted.set(kind, order);
    return order;
  };
  const areas: Area[] = [];
  const base: Unit[] = [];
  for (const { kind, area, ...unit } of units.units) {
    const order = orderOf(kind);
    if (kind === "area") areas.push({ ...unit, order });
    else base.push({ ...unit, kind, order, ...(area === undefined ? {} : { area }), validFrom: first });
  }
  const listed = new Set(base.map(({ code }) => code));
  const twice = register.units.filter(({ code }) => listed.has(code));
  for (const { row: _row, ...unit } of register.units) {
    base.push({ ...unit, order: orderOf(unit.kind), validFrom: first });
  }

  const { history, faults } = unitHistory(base, areas, reforms, asOf);
  if (asOf < first) {
    const at = province.asOf === asOf ? ["asOf"] : ["register", "validFrom"];
    faults.push(files.province.fault(at, "value", say.beforeRegister(asOf, first)));
  }
  for (const { reform, fault } of reforms) {
    if (reform.date <= first) faults.push(fault(["date"], "value", say.beforeRegister(reform.date, first)));
  }
  for (const { code, row } of twice) faults.push(row.fault("code", unitTwice(code)));
  const inferred = (units.inferred ?? []).map(({ reason, units: codes }, index) =>
    files.units.fault(["inferred", index, "reason"], "key", say.inferredUnits(codes, reason)),
  );
  return { history, faults, notes: [...inferred, ...notesOf(history, province.register, files)] };
}

function notesOf(
  { counted }: UnitHistory,
  register: ProvinceData["province"]["register"],
  files: ProvinceYaml,
): Fault[] {
  return counted.flatMap(({ reform: placed, counts }): Fault[] => {
    if (!placed) {
      return differences(register.expected, counts, register.validFrom, (path, finding) =>
        files.province.fault(["register", ...path], "value", finding),
      );
    }
    const { reform, fault } = placed;
    return [
      ...reform.events.flatMap(({ inferred }, index) =>
        inferred === undefined ? [] : [fault(["events", index, "inferred"], "key", say.inferredEvent(inferred))],
      ),
      ...differences(reform.expected, counts, reform.date, (path, finding) => fault(path, "value", finding)),
    ];
  });
}

function differences(
  expected: ExpectedCounts | undefined,
  counts: ReadonlyMap<string, number>,
  date: string,
  place: (path: string[], finding: ReturnType<typeof say.countsDiffer>) => Fault,
): Fault[] {
  if (!expected) return [];
  const { forms = {}, ...kinds } = expected;
  const all = [
    ...Object.entries(kinds).map(([kind, official]) => ({ path: ["expected", kind], name: kind, official })),
    ...Object.entries(forms).map(([form, official]) => ({
      path: ["expected", "forms", form],
      name: `form ${form}`,
      official,
    })),
  ];
  return all.flatMap(({ path, name, official }) => {
    const count = counts.get(name) ?? 0;
    return count === official ? [] : [place(path, say.countsDiffer(name, date, official, count))];
  });
}

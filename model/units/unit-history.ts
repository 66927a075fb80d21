import type { Fault, Finding, KeyPath } from "../messages/fault.ts";
import * as say from "../messages/reform.ts";
import type { Area, EndedUnit, Unit } from "../province.ts";
import type { Reform, ReformEvent } from "../schema/reform.ts";

/** A reform with the way to the places of its file. */
export interface PlacedReform {
  reform: Reform;
  fault: (path: KeyPath, part: "key" | "value", finding: Finding) => Fault;
}

/** All units at one day, with what went before and what comes. */
export interface UnitHistory {
  /** In order of registration. */
  units: Unit[];
  areas: Area[];
  ended: EndedUnit[];
  /** Units that a later reform founds. */
  coming: Unit[];
  /** All names that a code has had or will have. */
  names: Map<string, Set<string>>;
  /** What was counted on the register's first day, and after each reform up to the day, by date. */
  counted: { reform?: PlacedReform; counts: Map<string, number> }[];
}

/** The unit that answers for a code today: itself, or who took over, and who took over from them. */
export function successorOf(code: string, { ended }: Pick<UnitHistory, "ended">): string {
  const past = new Map(ended.map((unit) => [unit.code, unit.successor]));
  let current = code;
  // A successor ended later than whom it succeeded, so that this comes to an end.
  for (let next = past.get(current); next !== undefined; next = past.get(current)) current = next;
  return current;
}

/** How many units there are of each kind and of each form. */
function countsOf(units: Iterable<Unit>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, form } of units) {
    // A commune may have the form `commune`: forms are counted under names of their own.
    for (const name of [kind, ...(form === undefined ? [] : [`form ${form}`])]) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** ISO date of the day before. */
function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * The units of a day: those of the register, changed by every reform up to that day. Reforms after it are applied too,
 * to know when today's units end. `reforms` are sorted by date. Faults are those of all reforms; the history is fit for
 * use only without them.
 */
export function unitHistory(
  units: readonly Unit[],
  areas: readonly Area[],
  reforms: readonly PlacedReform[],
  asOf: string,
): { history: UnitHistory; faults: Fault[] } {
  const course = new Course(units, areas);
  const past = reforms.filter(({ reform }) => reform.date <= asOf);
  const counted: UnitHistory["counted"] = [{ counts: countsOf(units) }];
  for (const reform of past) {
    course.apply(reform);
    counted.push({ reform, counts: countsOf(course.live.values()) });
  }
  const present = course.copy();
  for (const reform of reforms.slice(past.length)) course.apply(reform);
  const ends = new Map([...course.ended.values()].map(({ code, validTo }) => [code, validTo]));
  const known = new Set([...present.live.keys(), ...present.ended.keys()]);
  return {
    history: {
      units: [...present.live.values()].map((unit) => {
        const validTo = ends.get(unit.code);
        return validTo === undefined ? unit : { ...unit, validTo };
      }),
      areas: [...present.areas.values()],
      ended: [...present.ended.values()],
      coming: [...course.live.values(), ...course.ended.values()].filter(({ code }) => !known.has(code)),
      names: course.names,
      counted,
    },
    faults: course.faults,
  };
}

class Course {
  readonly live: Map<string, Unit>;
  readonly areas: Map<string, Area>;
  readonly ended = new Map<string, EndedUnit>();
  readonly names = new Map<string, Set<string>>();
  readonly faults: Fault[] = [];
  readonly #counts = new Map<string, number>();

  constructor(units: readonly Unit[], areas: readonly Area[]) {
    this.live = new Map(units.map((unit) => [unit.code, unit]));
    this.areas = new Map(areas.map((area) => [area.code, area]));
    for (const { code, name, kind, order } of units) {
      this.names.set(code, new Set([name]));
      this.#counts.set(kind, Math.max(order, this.#counts.get(kind) ?? 0));
    }
  }

  copy(): { live: Map<string, Unit>; areas: Map<string, Area>; ended: Map<string, EndedUnit> } {
    return { live: new Map(this.live), areas: new Map(this.areas), ended: new Map(this.ended) };
  }

  /** All events of one day; they happen at once, so that none sees what another does. */
  apply({ reform, fault }: PlacedReform): void {
    const { date, events } = reform;
    const before = new Map(this.live);
    const goesOn = new Set(events.flatMap(survivorsOf));
    const endsAt = new Map<string, string | undefined>();
    const report = (path: KeyPath, finding: Finding): void => void this.faults.push(fault(path, "value", finding));
    const there = (code: string, path: KeyPath): Unit | undefined => {
      const unit = before.get(code);
      if (unit) return unit;
      const past = this.ended.get(code);
      report(path, past ? say.endedBefore(code, past.validTo) : say.noSuchUnit(code, date, [...before.keys()]));
      return undefined;
    };
    const end = (code: string, path: KeyPath, successor: string | undefined): void => {
      if (!there(code, path)) return;
      if (goesOn.has(code)) report(path, say.endsAndGoesOn(code));
      else if (endsAt.has(code)) report(path, say.endsTwice(code));
      else endsAt.set(code, successor);
    };

    events.forEach((event, index) => {
      const at = ["events", index];
      if (event.kind === "merge") {
        if (event.from.length === 0 && !event.partsOf?.length) report([...at, "from"], say.mergeOfNothing(event.into));
        event.from.forEach((code, place) => end(code, [...at, "from", place], event.into));
        if (event.continues !== undefined) {
          if (!event.from.includes(event.continues)) {
            report([...at, "continues"], say.continuesNoPart(event.continues, event.from));
          } else if (before.has(event.into)) {
            report([...at, "continues"], say.continuesUnderOldCode(event.continues, event.into));
          }
        }
        if (before.has(event.into)) this.#change(event.into, { name: event.name, form: event.form });
        else this.#foundByMerge(event, before, date, (finding) => report([...at, "into"], finding));
      } else if (event.kind === "dissolve") end(event.unit, [...at, "unit"], event.successor);
      else if (event.kind === "rename") {
        if (there(event.unit, [...at, "unit"])) this.#change(event.unit, { name: event.name, form: event.form });
      } else if (event.kind === "transfer") this.#transfer(event, at, there, report);
      else if (event.kind === "split") {
        const parent = there(event.unit, [...at, "unit"]);
        if (parent) {
          event.into.forEach(({ code, ...own }, place) => {
            this.#found({ ...parent, ...own, code }, date, (finding) =>
              report([...at, "into", place, "code"], finding),
            );
          });
        }
      } else this.#foundByEvent(event, date, at, report);
    });
    // Of a unit that is parted and goes on nowhere, the first that takes a part takes over its duties.
    events.forEach((event, index) => {
      if (event.kind !== "merge") return;
      event.partsOf?.forEach((code, place) => {
        if (!goesOn.has(code) && !endsAt.has(code)) end(code, ["events", index, "partsOf", place], event.into);
        else there(code, ["events", index, "partsOf", place]);
      });
    });
    this.#close(endsAt, before, date);
  }

  /** Ends units; `endsAt` has their successors. */
  #close(endsAt: ReadonlyMap<string, string | undefined>, before: ReadonlyMap<string, Unit>, date: string): void {
    for (const [code, successor] of endsAt) {
      const unit = before.get(code);
      if (!unit) continue;
      this.live.delete(code);
      this.ended.set(code, { ...unit, validTo: dayBefore(date), ...(successor === undefined ? {} : { successor }) });
    }
    // What pointed to a unit that ended points to its successor, or to nothing.
    const today = (code: string | undefined): string | undefined =>
      code !== undefined && endsAt.has(code) ? endsAt.get(code) : code;
    for (const { owner, district, ...unit } of this.live.values()) {
      const now = { owner: today(owner), district: today(district) };
      if (now.owner !== owner || now.district !== district) this.live.set(unit.code, { ...unit, ...now });
    }
    for (const { owner, ...area } of this.areas.values()) {
      const now = today(owner);
      if (now !== owner) this.areas.set(area.code, { ...area, owner: now });
    }
  }

  /** What the change leaves undefined stays as it is. */
  #change(code: string, change: Partial<Unit>): void {
    const unit = this.live.get(code);
    if (!unit) return;
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    this.live.set(code, { ...unit, ...Object.fromEntries(given) });
    if (change.name !== undefined) this.names.get(code)?.add(change.name);
  }

  #transfer(
    event: Extract<ReformEvent, { kind: "transfer" }>,
    at: KeyPath,
    there: (code: string, path: KeyPath) => Unit | undefined,
    report: (path: KeyPath, finding: Finding) => void,
  ): void {
    const { unit: code, area, district, owner } = event;
    const own = this.areas.get(code);
    if (own && owner !== undefined && area === undefined && district === undefined) {
      this.areas.set(code, { ...own, owner });
      return;
    }
    if (!there(code, [...at, "unit"])) return;
    if (area !== undefined && !this.areas.has(area)) {
      report([...at, "area"], say.noSuchUnit(area, "", [...this.areas.keys()]));
    }
    if (district !== undefined) there(district, [...at, "district"]);
    this.#change(code, { area, district, owner });
  }

  #foundByMerge(
    event: Extract<ReformEvent, { kind: "merge" }>,
    before: ReadonlyMap<string, Unit>,
    date: string,
    report: (finding: Finding) => void,
  ): void {
    const first = before.get(event.continues ?? event.from[0] ?? event.partsOf?.[0] ?? "");
    if (!first) return report(say.noSuchUnit(event.into, date, [...before.keys()]));
    if (event.name === undefined) return report(say.newUnitNeeds(event.into, "name"));
    const { owner: _owner, ...rest } = first;
    this.#found({ ...rest, name: event.name, form: event.form ?? rest.form, code: event.into }, date, report);
  }

  #foundByEvent(
    event: Extract<ReformEvent, { kind: "found" }>,
    date: string,
    at: KeyPath,
    report: (path: KeyPath, finding: Finding) => void,
  ): void {
    const { unit: code, unitKind: kind, name, form, area, owner } = event;
    const onCode = (finding: Finding): void => report([...at, "unit"], finding);
    if (kind === "area") {
      if (this.areas.has(code)) return onCode(say.codeUsed(code));
      const order = this.areas.size + 1;
      this.areas.set(code, { code, name, order, ...(owner === undefined ? {} : { owner }) });
      return;
    }
    const placed = kind === "commune" || kind === "district";
    if (placed && area === undefined) return onCode(say.newUnitNeeds(code, "area"));
    if (area !== undefined && !this.areas.has(area)) {
      return report([...at, "area"], say.noSuchUnit(area, date, [...this.areas.keys()]));
    }
    const rest = { ...(form ? { form } : {}), ...(area ? { area } : {}), ...(owner ? { owner } : {}) };
    this.#found({ code, name, kind, order: 0, validFrom: date, ...rest }, date, onCode);
  }

  #found(unit: Unit, date: string, report: (finding: Finding) => void): void {
    const { code, kind } = unit;
    if (this.live.has(code) || this.ended.has(code)) return report(say.codeUsed(code));
    const order = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, order);
    this.live.set(code, { ...unit, order, validFrom: date });
    this.names.set(code, new Set([unit.name]));
  }
}

/** Units that stood before an event and, as it says, go on. */
function survivorsOf(event: ReformEvent): string[] {
  if (event.kind === "merge") return [event.into];
  return event.kind === "dissolve" || event.kind === "found" ? [] : [event.unit];
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { SOURCE_DIR } from "./paths.ts";

interface Unit {
  command?: string;
  main?: string;
  step?: string;
  wsgi?: object;
  after?: string[];
  before?: string[];
}

const read = (file: string): Record<string, Unit> => parse(readFileSync(join(SOURCE_DIR, file), "utf8"));

const runs = [
  { what: "a cloud", units: { ...read("node/services.yaml"), ...read("node/cloud.yaml") } },
  { what: "the build", units: { ...read("node/services.yaml"), ...read("image/prepare.yaml") } },
];

/** What must be ready before each unit, `before` of the others included. */
const predecessors = (units: Record<string, Unit>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(units).map(([name, unit]) => [
      name,
      [...(unit.after ?? []), ...Object.keys(units).filter((other) => units[other]?.before?.includes(name))],
    ]),
  );

test.each(runs)("the units of $what name only each other and run exactly one thing", ({ units }) => {
  for (const [name, unit] of Object.entries(units)) {
    const kinds = [unit.command, unit.main, unit.step, unit.wsgi].filter((kind) => kind !== undefined);
    expect(kinds, name).toHaveLength(1);
    for (const other of [...(unit.after ?? []), ...(unit.before ?? [])]) expect(units, name).toHaveProperty([other]);
  }
});

test.each(runs)("the units of $what can all start: nobody waits for itself", ({ units }) => {
  const waiting = predecessors(units);
  const ready = new Set<string>();
  for (let grown = -1; grown < ready.size;) {
    grown = ready.size;
    for (const [name, names] of Object.entries(waiting)) if (names.every((other) => ready.has(other))) ready.add(name);
  }
  expect(Object.keys(units).filter((name) => !ready.has(name))).toEqual([]);
});

test("a cloud counts as healthy only after every service of OpenStack and OVN", () => {
  const units = runs[0]!.units;
  const awaited = new Set(units["healthy"]?.after);
  const api = Object.keys(units).filter((name) => units[name]?.wsgi ?? units[name]?.main);
  for (const name of [...api, "ovn-northd", "ovn-controller", "metadata-agent"]) expect(awaited).toContain(name);
});

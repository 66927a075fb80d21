import fc from "fast-check";
import { expect, test } from "vitest";
import { checkCapacity } from "../allocation/capacity.ts";
import type { Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { emptyLedger, randomSteps, stepOf } from "../testing/random-events.ts";
import { isPlannable } from "./check-roots.ts";
import { checkAggregates, checkDiscards, checkReverseZones } from "./check-routes.ts";
import { checkLedger } from "./check.ts";

/** Values that a key could have by mistake, in the form that the file's reader lets pass. */
const PREFIXES = ["::/0", "3fff:38::/40", "3fff:38:40::/48", "3fff:38:80:8000::/56", "2001:db8:38:8000::/56"];
const WRONG: Record<string, readonly unknown[]> = {
  ipv6: [...PREFIXES, "10.0.0.0/8", "3FFF:38:40::/48", "3fff:38:40:1::/64", "3fff::1/128"],
  ipv4: ["0.0.0.0/0", "10.0.0.0/8", "10.64.0.0/16", "10.128.0.0/15", "10.129.0.0/23", "10.0.0.1/32", "::/0"],
  slot: ["0x00", "0x40", "0x80", "0xff", "0x100", "0xfff"],
  kind: ["platform", "department", "area", "commune"],
  parent: ["100", "999", "stttt", undefined],
};
const FREE: Record<string, readonly unknown[]> = {
  ...WRONG,
  blocks: [2, 16, undefined],
  site: ["100", "10010", "soaa", "Xã Một"],
  into: ["100", "10010", "soaa", undefined],
  area: ["100", "999", "soaa"],
  owner: ["100", "khongco"],
  date: ["2000-02-29", "2099-12-31"],
  seq: [1, 9999],
};

const lastOf = (empty: Ledger, steps: Parameters<typeof stepOf>[1][]): Ledger =>
  steps.reduce((now, step) => stepOf(now, step).ledger, empty);

/** The ledger with one key of one line changed; undefined when that changes nothing. */
function broken(
  ledger: Ledger,
  values: typeof FREE,
  [line, key, value]: readonly [number, number, number],
): Ledger | undefined {
  const index = line % Math.max(1, ledger.entries.length);
  const entry: Record<string, unknown> = { ...ledger.entries[index] };
  const keys = Object.keys(entry).filter((each) => values[each]);
  const changed = keys[key % Math.max(1, keys.length)];
  if (changed === undefined) return undefined;
  const wrong = values[changed]![value % values[changed]!.length];
  if (entry[changed] === wrong) return undefined;
  // An absent key, as the reader gives it: not there.
  const { [changed]: _, ...rest } = entry;
  const next = wrong === undefined ? rest : { ...entry, [changed]: wrong };
  return { ...ledger, entries: ledger.entries.with(index, next as unknown as LedgerEntry) };
}

const choice = fc.tuple(fc.nat(10_000), fc.nat(100), fc.nat(100));
const RUNS = { numRuns: Number(process.env["PROVINCE_HISTORIES"] ?? 150) };

test("an allocation with another prefix, slot, kind or area is found, whatever the history (AP-02..08, AP-17)", () => {
  let tried = 0;
  fc.assert(
    fc.property(emptyLedger, randomSteps, choice, (empty, steps, at) => {
      const ledger = broken(lastOf(empty, steps), WRONG, at);
      if (!ledger) return;
      tried++;
      expect(checkLedger(ledger).filter(({ level }) => level === "mandatory")).not.toEqual([]);
    }),
    RUNS,
  );
  expect(tried).toBeGreaterThan(RUNS.numRuns / 4);
});

test("no line that can be read makes a check fail by itself, nor a plan of what can be planned", () => {
  fc.assert(
    fc.property(emptyLedger, randomSteps, fc.array(choice, { minLength: 1, maxLength: 4 }), (empty, steps, changes) => {
      const ledger = changes.reduce((now, at) => broken(now, FREE, at) ?? now, lastOf(empty, steps));
      checkLedger(ledger);
      checkCapacity(ledger, []);
      if (!isPlannable(ledger)) return;
      const plan = planOf(ledger, "2030-01-01");
      checkAggregates(plan);
      checkDiscards(plan);
      checkReverseZones(plan);
    }),
    RUNS,
  );
});

import type { Ledger } from "../ledger/ledger.ts";
import { applyReform } from "../reforms/reform.ts";

/** A ledger after the reform of 1 July 2025, in which units went into another one. */
export function mergedUnits(ledger: Ledger, into: string, ...from: string[]): Ledger {
  return applyReform(ledger, {
    date: "2025-07-01",
    document: "1686/NQ-UBTVQH15",
    title: "Sắp xếp",
    events: [{ kind: "merge", into, from }],
  }).ledger;
}

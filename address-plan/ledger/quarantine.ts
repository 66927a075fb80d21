import type { Ledger } from "./ledger.ts";

/** How long a retired prefix rests when the ledger's header says nothing (AP-11). */
const QUARANTINE_MONTHS = 24;

/** ISO date on which the quarantine of a prefix ends that was retired on `date`: from that day it may be given out again. */
export function quarantineEnd(ledger: Pick<Ledger, "quarantineMonths">, date: string): string {
  const months = ledger.quarantineMonths ?? QUARANTINE_MONTHS;
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  // 31 August and six months is the last day of February.
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

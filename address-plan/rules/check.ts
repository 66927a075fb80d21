import type { Finding } from "../../policies/policy.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { checkCodes, checkProvenance } from "./check-codes.ts";
import { checkHistory } from "./check-history.ts";
import { checkPrefixes } from "./check-prefixes.ts";
import { checkReserve } from "./check-reserve.ts";

export interface LedgerCheckOptions {
  /** `documentation` (the default): every address must be a documentation or private one (AP-22). */
  addresses?: "documentation" | "registered";
}

/**
 * What the ledger breaks of AP-02..09, 11, 12, 16, 17, 22..24; empty when all is well.
 * `previous` is the ledger that this one must continue, such as the one at git HEAD: without it, only the order of
 * slots and the running numbers speak for AP-07. AP-10 and AP-18 need zones and servers: `checkZones`, `checkServers`.
 */
export function checkLedger(ledger: Ledger, previous?: Ledger, options: LedgerCheckOptions = {}): Finding[] {
  return [
    ...checkPrefixes(ledger, options.addresses ?? "documentation"),
    ...checkHistory(ledger, previous),
    ...checkReserve(ledger),
    ...checkCodes(ledger),
    ...checkProvenance(ledger, options.addresses),
  ];
}

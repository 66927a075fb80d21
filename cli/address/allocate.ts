import { join } from "node:path";
import Table from "cli-table3";
import { allocate, AllocationError } from "../../address-plan/allocation/allocate.ts";
import { checkCapacity } from "../../address-plan/allocation/capacity.ts";
import { formatLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { Ledger, LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE } from "../../infra/repository/repository.ts";
import { UserError } from "../terminal/exit-codes.ts";
import type { AddressWork } from "./open.ts";
import { replaceFile } from "./replace-file.ts";
import { siteRequestsOf } from "./requests.ts";

/**
 * Proposes lines for the register's units that the ledger does not know.
 * @throws UserError with all faults of the requests.
 */
export function propose(
  { ledger, province }: AddressWork,
  reason: { date: string; document: string },
): { ledger: Ledger; added: LedgerEntry[] } {
  const requests = siteRequestsOf(province);
  const tooSmall = checkCapacity(ledger, requests).filter(({ level }) => level === "mandatory");
  if (tooSmall.length > 0) throw new UserError(tooSmall.map(({ message }) => message).join("\n"));
  try {
    return allocate(ledger, requests, reason);
  } catch (error) {
    if (error instanceof AllocationError) throw new UserError(error.message);
    throw error;
  }
}

/** Proposed lines as a table. */
export function proposalText(added: readonly LedgerEntry[]): string {
  const table = new Table({
    head: ["seq", "site", "kind", "name", "slot", "IPv6", "IPv4"],
    style: { head: [], border: [], compact: true },
  });
  for (const line of added) {
    if (line.event !== "allocate") continue;
    const { seq, site, kind, name, slot, ipv6, ipv4 } = line;
    table.push([seq, site, kind, name, slot, ipv6, ipv4]);
  }
  return table.toString();
}

/**
 * Replaces the ledger by a longer one, all or nothing: written beside it, flushed, renamed.
 * @throws UserError when somebody else wrote the ledger since it was read.
 */
export function appendToLedger({ root, ledgerText }: AddressWork, ledger: Ledger): void {
  const file = join(root, LEDGER_FILE);
  const text = formatLedger(ledger);
  if (!text.startsWith(ledgerText))
    throw new Error("the new ledger does not continue the old one; nothing was written");
  replaceFile(file, ledgerText, text);
}

import { join } from "node:path";
import { allocate, type Allocation, type AllocationReason } from "../../address-plan/allocation/allocate.ts";
import { checkCapacity } from "../../address-plan/allocation/capacity.ts";
import type { Change } from "../../address-plan/allocation/change.ts";
import { ENTRY_KEYS, formatLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE } from "../../infra/repository/repository.ts";
import { asText, linesOf, type Text } from "../../model/text.ts";
import { tableText } from "../report/table.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";
import type { AddressWork } from "./open.ts";
import { refuseReissue } from "./references.ts";
import { replaceFile } from "./replace-file.ts";
import { siteRequestsOf } from "./requests.ts";

/**
 * Proposes lines for the register's units that the ledger does not know.
 * @throws UserError when a pool is too small, AllocationError with all faults of the requests.
 */
export function propose({ ledger, province }: AddressWork, reason: AllocationReason): Allocation {
  const requests = siteRequestsOf(province);
  const tooSmall = checkCapacity(ledger, requests).filter(({ level }) => level === "mandatory");
  if (tooSmall.length > 0) throw new UserError(linesOf(tooSmall.map(({ message }) => message)));
  return allocate(ledger, requests, reason);
}

const HEADS: readonly Text[] = [
  { en: "seq", vi: "số" },
  { en: "site", vi: "điểm" },
  { en: "kind", vi: "loại" },
  { en: "name", vi: "tên" },
  { en: "slot", vi: "vị trí" },
  asText("IPv6"),
  asText("IPv4"),
];

/** Proposed lines as a table. */
export function proposalText(added: readonly LedgerEntry[]): string {
  const rows = added
    .filter((line) => line.event === "allocate")
    .map(({ seq, site, kind, name, slot, ipv6, ipv4 }) => [seq, site, kind, name, slot, ipv6, ipv4]);
  return tableText(HEADS.map(say), rows);
}

/** One line of another kind, key by key. */
export function lineText(added: readonly LedgerEntry[]): string {
  const keys = ENTRY_KEYS.filter((key) => added.some((line) => key in line));
  const cells = (line: LedgerEntry) =>
    keys.map((key) => String((line as Partial<Record<string, string | number>>)[key] ?? ""));
  return tableText(keys, added.map(cells));
}

/**
 * Appends proposed lines to the ledger when `write` asks for it, all or nothing. Returns whether any was written.
 * @throws UserError when a line gives out what `references` or stacks/ still name as another's (AP-11), written or not,
 *   and when somebody else wrote the ledger since it was read.
 */
export function appendLines(
  { root, ledger: before, ledgerText }: AddressWork,
  { ledger, added }: Change,
  { write, references }: { write?: boolean; references?: readonly string[] },
): boolean {
  refuseReissue(root, before, ledger, references);
  if (!write || added.length === 0) return false;
  const text = formatLedger(ledger);
  // The ledger is written with our line ends, whatever git made of them here.
  if (!text.startsWith(ledgerText.replaceAll("\r\n", "\n")))
    throw new Error("the new ledger does not continue the old one; nothing was written");
  replaceFile(join(root, LEDGER_FILE), ledgerText, text);
  return true;
}

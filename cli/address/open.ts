import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLedger } from "../../address-plan/ledger-file.ts";
import type { Ledger } from "../../address-plan/ledger.ts";
import { dayAndEnvironment, LEDGER_FILE, problemText, repositoryRoot } from "../../infra/repository.ts";
import { loadRepository } from "../../model/load.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { POLICY_IDS } from "../../policies/ids.ts";
import { UserError } from "../exit-codes.ts";

/** What the `address` commands work on. Unlike a stack's repository, agencies may still lack their ledger line. */
export interface AddressWork {
  root: string;
  province: Province;
  tenants: Tenant[];
  ledger: Ledger;
  ledgerText: string;
}

/**
 * Reads stacks/ and the ledger of this repository.
 * @throws UserError (exit code 2) with every fault of every file.
 */
export const openAddressWork = (lang: "en" | "vi" = "en"): AddressWork => {
  const root = repositoryRoot();
  const { province, tenants, problems } = loadRepository(root, { lang, policies: POLICY_IDS, ...dayAndEnvironment() });
  const ledgerText = readLedgerText(root);
  const { ledger, problems: ledgerProblems } = parseLedger(ledgerText, LEDGER_FILE);
  const all = [...problems, ...ledgerProblems];
  if (all.length > 0 || !province || !ledger) throw new UserError(all.map(problemText).join("\n"));
  return { root, province, tenants, ledger, ledgerText };
};

const readLedgerText = (root: string): string => {
  try {
    return readFileSync(join(root, LEDGER_FILE), "utf8");
  } catch (error) {
    const header = '{"profile":"P40","root6":"<IPv6 /40>","root4":"10.0.0.0/8"}';
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${LEDGER_FILE}: cannot be read (${reason}). A new ledger is one line: ${header}`);
  }
};

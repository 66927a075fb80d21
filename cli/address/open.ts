import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE, readLedger } from "../../infra/repository/ledger-source.ts";
import { dayAndEnvironment, problemText, repositoryRoot } from "../../infra/repository/repository.ts";
import { loadRepository } from "../../model/load.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { POLICY_IDS } from "../../policies/ids.ts";
import { UserError } from "../terminal/exit-codes.ts";

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
export function openAddressWork(lang: "en" | "vi" = "en"): AddressWork {
  const root = repositoryRoot();
  const { province, tenants, problems } = loadRepository(root, { lang, policies: POLICY_IDS, ...dayAndEnvironment() });
  const { ledger, problems: ledgerProblems } = readLedger(root, lang);
  const all = [...problems, ...ledgerProblems];
  if (all.length > 0 || !province || !ledger) throw new UserError(all.map(problemText).join("\n"));
  return { root, province, tenants, ledger, ledgerText: readFileSync(join(root, LEDGER_FILE), "utf8") };
}

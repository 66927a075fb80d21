import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE, problemText, repositoryRoot } from "../../infra/repository/repository.ts";
import { openStacksAndLedger } from "../../infra/repository/stacks.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
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
export function openAddressWork(): AddressWork {
  const root = repositoryRoot();
  const { province, tenants, ledger, problems } = openStacksAndLedger(root);
  if (problems.length > 0 || !province || !ledger) throw new UserError(problems.map(problemText).join("\n"));
  return { root, province, tenants, ledger, ledgerText: readFileSync(join(root, LEDGER_FILE), "utf8") };
}

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseLedger } from "../address-plan/ledger-file.ts";
import type { Ledger } from "../address-plan/ledger.ts";
import type { AddressPlan } from "../address-plan/plan.ts";
import { planOf } from "../address-plan/plan-of.ts";
import { loadRepository } from "../model/load.ts";
import type { Problem } from "../model/problem.ts";
import type { Province } from "../model/province.ts";
import type { Tenant } from "../model/tenant.ts";

/** Everything that stands in the repository: the province, its tenants, the ledger and the plan that follows from it. */
export interface Repository {
  root: string;
  province: Province;
  /** By agency code, sorted. */
  tenants: Record<string, Tenant>;
  ledger: Ledger;
  plan: AddressPlan;
}

export const LEDGER_FILE = "stacks/address-ledger.jsonl";

/** The repository has faults; `problems` names each with its place. */
export class RepositoryError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "RepositoryError";
    this.problems = problems;
  }
}

/** `file:line:column: what is wrong. What would be right.` */
export const problemText = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.message}${problem.hint === undefined ? "" : `\n    ${problem.hint}`}`;

/** The folder that holds this checkout. */
export const repositoryRoot = (): string =>
  process.env["PROVINCE_ROOT"] ?? dirname(dirname(fileURLToPath(import.meta.url)));

// One process sees one state of the files: the program of each stack and the policies ask for the same repository.
const opened = new Map<string, Repository>();

/**
 * Reads and checks all of it; throws one `RepositoryError` with every fault of every file. What was read once in this
 * process is not read again.
 */
export const openRepository = (root: string = repositoryRoot(), lang: "en" | "vi" = "en"): Repository => {
  const known = opened.get(root);
  if (known !== undefined) return known;
  const repository = readRepository(root, lang);
  opened.set(root, repository);
  return repository;
};

const readRepository = (root: string, lang: "en" | "vi"): Repository => {
  const { province, tenants, problems } = loadRepository(root, { lang });
  const { ledger, problems: ledgerProblems } = parseLedger(readFileSync(join(root, LEDGER_FILE), "utf8"), LEDGER_FILE);
  const all = [...problems, ...ledgerProblems];
  if (all.length > 0 || province === undefined || ledger === undefined) throw new RepositoryError(all);
  const plan = planOf(ledger);
  const missing = tenants.filter((tenant) => plan.sites[tenant.code] === undefined);
  if (missing.length > 0) {
    throw new RepositoryError(
      missing.map((tenant) => ({
        file: tenant.source,
        line: 1,
        column: 1,
        key: "code",
        message: `agency ${tenant.code} has no line in the address ledger ${LEDGER_FILE}`,
        hint: `allocate its addresses: npx province address allocate --document "<approving document>" --write`,
      })),
    );
  }
  return {
    root,
    province,
    tenants: Object.fromEntries(tenants.map((tenant) => [tenant.code, tenant])),
    ledger,
    plan,
  };
};

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
import { POLICY_IDS } from "../policies/ids.ts";

/** Everything that stands in the repository: the province, its tenants, the ledger and the plan that follows from it. */
export interface Repository {
  root: string;
  province: Province;
  /** By agency code, sorted: of every department, district, commune, and of every agency with a file. */
  tenants: Record<string, Tenant>;
  ledger: Ledger;
  plan: AddressPlan;
  /** What is inferred or differs from official figures, and tenants that have no addresses yet. */
  notes: Problem[];
}

export interface OpenOptions {
  /** Language of messages; English by default. */
  lang?: "en" | "vi";
  /** Environment instead of province.yaml's; `PROVINCE_ENVIRONMENT` by default. */
  environment?: string;
  /** ISO date instead of province.yaml's; `PROVINCE_AS_OF` by default. */
  asOf?: string;
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
export const openRepository = (root: string = repositoryRoot(), options: OpenOptions = {}): Repository => {
  const chosen = { lang: options.lang, ...dayAndEnvironment(options) };
  const key = JSON.stringify([root, chosen.environment, chosen.asOf]);
  const known = opened.get(key);
  if (known !== undefined) return known;
  const repository = readRepository(root, chosen);
  opened.set(key, repository);
  return repository;
};

/**
 * The day and the environment that a command asks for: its own options, else the process's environment, by which they
 * also reach the programs that the engine starts. Undefined where province.yaml decides.
 */
export const dayAndEnvironment = (options: OpenOptions = {}): Pick<OpenOptions, "asOf" | "environment"> => {
  const asOf = options.asOf ?? process.env["PROVINCE_AS_OF"];
  const environment = options.environment ?? process.env["PROVINCE_ENVIRONMENT"];
  return { ...(asOf ? { asOf } : {}), ...(environment ? { environment } : {}) };
};

const readRepository = (root: string, options: OpenOptions): Repository => {
  const { province, tenants, problems, notes } = loadRepository(root, { policies: POLICY_IDS, ...options });
  const { ledger, problems: ledgerProblems } = parseLedger(readFileSync(join(root, LEDGER_FILE), "utf8"), LEDGER_FILE);
  const all = [...problems, ...ledgerProblems];
  if (all.length > 0 || province === undefined || ledger === undefined) throw new RepositoryError(all);
  const plan = planOf(ledger, province.asOf);
  const unplaced = tenants.filter((tenant) => plan.sites[tenant.code] === undefined);
  // Whoever gets a project needs addresses now; the others can be left out until they are allocated.
  const missing = unplaced.filter(({ enrolled }) => enrolled);
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
    tenants: Object.fromEntries(
      tenants.filter(({ code }) => plan.sites[code] !== undefined).map((tenant) => [tenant.code, tenant]),
    ),
    ledger,
    plan,
    notes: [...notes, ...unplaced.map(({ code }) => withoutAddresses(code))],
  };
};

const withoutAddresses = (code: string): Problem => ({
  file: LEDGER_FILE,
  line: 1,
  column: 1,
  key: "",
  message: `unit ${code} has no line in the address ledger, so that its tenant is left out`,
  hint: `allocate its addresses: npx province address allocate --document "<approving document>" --write`,
});

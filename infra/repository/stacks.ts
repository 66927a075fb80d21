import { join } from "node:path";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { type LoadedStacks, type LoadOptions, loadStacks } from "../../model/load.ts";
import { type Language, languageOf } from "../../model/text.ts";
import { POLICY_IDS } from "../../policies/ids.ts";
import { readLedger } from "./ledger-source.ts";

export interface OpenOptions {
  /** Language of messages; that of `PROVINCE_LANG` by default. */
  lang?: Language;
  /** Environment instead of province.yaml's; `PROVINCE_ENVIRONMENT` by default. */
  environment?: string;
  /** ISO date instead of province.yaml's; `PROVINCE_AS_OF` by default. */
  asOf?: string;
}

/** The folder that holds this checkout, or that which `PROVINCE_ROOT` names. */
export function repositoryRoot(): string {
  return process.env["PROVINCE_ROOT"] ?? join(import.meta.dirname, "../..");
}

/**
 * How a command reads stacks/: on the day and in the environment of its own options, else of the process's environment,
 * by which they also reach the programs that the engine starts; absent where province.yaml decides.
 */
export function loadOptions({ lang = languageOf(), ...options }: OpenOptions = {}): LoadOptions {
  const asOf = options.asOf ?? process.env["PROVINCE_AS_OF"];
  const environment = options.environment ?? process.env["PROVINCE_ENVIRONMENT"];
  return { lang, policies: POLICY_IDS, ...(asOf ? { asOf } : {}), ...(environment ? { environment } : {}) };
}

/** stacks/ without the ledger, faults and all: for commands that need no addresses. */
export function openStacks(root: string = repositoryRoot(), options: OpenOptions = {}): LoadedStacks {
  return loadStacks(root, loadOptions(options));
}

export interface StacksAndLedger extends LoadedStacks {
  /** Undefined when its file has a fault. */
  ledger?: Ledger;
}

/** stacks/ and the ledger, faults and all, not yet held against each other: for commands that write the ledger. */
export function openStacksAndLedger(root: string = repositoryRoot(), options: OpenOptions = {}): StacksAndLedger {
  const stacks = openStacks(root, options);
  const { ledger, problems } = readLedger(root, options.lang);
  return { ...stacks, ledger, problems: [...stacks.problems, ...problems] };
}

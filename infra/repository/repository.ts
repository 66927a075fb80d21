import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import type { AddressPlan } from "../../address-plan/plan.ts";
import { type Fault, type KeyPath, problemsOf } from "../../model/messages/fault.ts";
import type { Problem } from "../../model/messages/problem.ts";
import { otherProfile } from "../../model/messages/repository.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { asText, type Language, languageOf, type Text, TextError } from "../../model/text.ts";
import { LEDGER_FILE } from "./ledger-source.ts";
import { problemsText } from "./problem-text.ts";
import { loadOptions, type OpenOptions, openStacksAndLedger, repositoryRoot } from "./stacks.ts";

export { LEDGER_FILE } from "./ledger-source.ts";
export { problemText } from "./problem-text.ts";
export { repositoryRoot } from "./stacks.ts";

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

/** The repository has faults; `problems` names each with its place. */
export class RepositoryError extends TextError {
  override name = "RepositoryError";
  readonly problems: Problem[];
  constructor(problems: Problem[], lang?: Language) {
    super(asText(problemsText(problems, lang)));
    this.problems = problems;
  }
}

// One process sees one state of the files: the program of each stack and the policies ask for the same repository.
const opened = new Map<string, Repository>();

/**
 * Reads and checks all of it; throws one `RepositoryError` with every fault of every file. What was read once in this
 * process is not read again.
 */
export function openRepository(root: string = repositoryRoot(), options: OpenOptions = {}): Repository {
  const { environment, asOf } = loadOptions(options);
  const key = JSON.stringify([root, environment, asOf]);
  const known = opened.get(key);
  if (known !== undefined) return known;
  const repository = readRepository(root, options);
  opened.set(key, repository);
  return repository;
}

function readRepository(root: string, options: OpenOptions): Repository {
  const { lang = languageOf() } = options;
  const { province, tenants, ledger, problems, notes } = openStacksAndLedger(root, options);
  const all = [...problems, ...(province && ledger ? profileFaults(province, ledger, lang) : [])];
  if (all.length > 0 || province === undefined || ledger === undefined) throw new RepositoryError(all, lang);
  const plan = planOf(ledger, province.asOf);
  const unplaced = tenants.filter((tenant) => plan.sites[tenant.code] === undefined);
  // Whoever gets a project needs addresses now; the others can be left out until they are allocated.
  const missing = unplaced.filter(({ enrolled }) => enrolled);
  if (missing.length > 0) {
    throw new RepositoryError(
      problemsOf(
        missing.map(({ code, source }) =>
          unallocated(source, ["code"], {
            en: `agency ${code} has no line in the address ledger ${LEDGER_FILE}`,
            vi: `cơ quan ${code} chưa có dòng nào trong sổ cấp phát ${LEDGER_FILE}`,
          }),
        ),
        lang,
      ),
      lang,
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
    notes: [
      ...notes,
      ...problemsOf(
        unplaced.map(({ code }) =>
          unallocated(LEDGER_FILE, [], {
            en: `unit ${code} has no line in the address ledger, so that its tenant is left out`,
            vi: `đơn vị ${code} chưa có dòng nào trong sổ cấp phát nên tenant của đơn vị được bỏ qua`,
          }),
        ),
        lang,
      ),
    ],
  };
}

/** Ledger and province must mean the same layout, or every address is read wrong. */
const profileFaults = ({ profile }: Province, ledger: Ledger, lang: Language): Problem[] =>
  profile === ledger.profile
    ? []
    : problemsOf(
        [{ file: LEDGER_FILE, line: 1, column: 1, path: ["profile"], ...otherProfile(ledger.profile, profile) }],
        lang,
      );

const unallocated = (file: string, path: KeyPath, message: Text): Fault => ({
  file,
  line: 1,
  column: 1,
  path,
  message,
  hint: {
    en: 'allocate its addresses: npx province address allocate --document "<approving document>" --write',
    vi: 'hãy cấp phát địa chỉ: npx province address allocate --document "<văn bản phê duyệt>" --write',
  },
});

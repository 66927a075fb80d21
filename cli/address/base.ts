import { parse } from "yaml";
import { parseLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE } from "../../infra/repository/repository.ts";
import { asText, type Text } from "../../model/text.ts";
import { commitOf, gitIn } from "../git.ts";
import { UserError } from "../terminal/exit-codes.ts";

/** What a git revision holds of the address plan. */
export interface Base {
  ledger?: Ledger;
  /** Why there is no ledger to compare with; undefined where there is one. */
  uncompared?: Text;
  /** Nibbles of its zones by code (AP-10); empty when there is nothing to compare with. */
  nibbles: ReadonlyMap<string, number>;
}

const ZONES_FILE = "stacks/province/zones.yaml";

/** A ledger of any province must fit, or it would pass for a revision that has none. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Reads ledger and zones of a git revision.
 * @throws UserError when git has no such revision: a mistyped base must not pass as "no history"
 */
export function readBase(root: string, revision: string): Base {
  const git = gitIn(root, MOST_BYTES);
  const without = (uncompared: Text): Base => ({ uncompared, nibbles: new Map() });
  try {
    git(["rev-parse", "--is-inside-work-tree"]);
  } catch {
    return without({ en: "this is no git checkout", vi: "đây không phải kho git" });
  }
  if (commitOf(git, revision) === undefined) {
    if (revision === "HEAD") return without({ en: "nothing is committed yet", vi: "chưa lưu bản nào" });
    throw new UserError({
      en: `git has no revision "${revision}" (--base)`,
      vi: `git không có phiên bản "${revision}" (--base)`,
    });
  }
  const textOf = (file: string): string | undefined => {
    const isThere = git(["ls-tree", "--name-only", revision, "--", file]).trim() !== "";
    return isThere ? git(["show", `${revision}:./${file}`]) : undefined;
  };
  return { ...ledgerOf(textOf(LEDGER_FILE), revision), nibbles: nibblesOf(textOf(ZONES_FILE) ?? "") };
}

function ledgerOf(text: string | undefined, revision: string): Pick<Base, "ledger" | "uncompared"> {
  if (text === undefined)
    return { uncompared: { en: `${revision} has no ${LEDGER_FILE}`, vi: `${revision} không có ${LEDGER_FILE}` } };
  // A line that was committed with letters and accents apart may be written as it ought to be, and in no other way.
  const { ledger, problems } = parseLedger(text.normalize("NFC"), LEDGER_FILE);
  if (ledger) return { ledger };
  const [problem] = problems;
  const why = problem?.message ?? asText("");
  return {
    uncompared: {
      en: `the ledger at ${revision} cannot be read (${why.en})`,
      vi: `không đọc được sổ ở ${revision} (${why.vi})`,
    },
  };
}

/** Only what is there: whether the file was right then is not asked. */
function nibblesOf(text: string): Map<string, number> {
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch {
    return new Map();
  }
  const { zones } = (data ?? {}) as { zones?: unknown };
  return new Map(
    Object.entries((zones ?? {}) as Record<string, { nibble?: unknown } | null>).flatMap(([code, zone]) =>
      typeof zone?.nibble === "number" ? [[code, zone.nibble]] : [],
    ),
  );
}

import { parse } from "yaml";
import { parseLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { LEDGER_FILE } from "../../infra/repository/repository.ts";
import { asText, type Text } from "../../model/text.ts";
import { commitOf, type Git, gitIn, gitWords } from "../git.ts";
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

/** What forges give for the commit before a first push. */
const NOTHING_BEFORE = /^0{40}(?:0{24})?$/;

/**
 * Reads ledger and zones of a git revision; of HEAD when none was named. For the base of a first push, which is all
 * zeros, the first ledger in the history of HEAD stands.
 * @throws UserError when a revision that was named can't be compared with: it must not pass as "no history"
 */
export function readBase(root: string, named?: string): Base {
  const git = gitIn(root, MOST_BYTES);
  const without = (uncompared: Text): Base => {
    if (named === undefined) return { uncompared, nibbles: new Map() };
    throw new UserError({
      en: `--base ${named} can't be compared with: ${uncompared.en}`,
      vi: `không so được với --base ${named}: ${uncompared.vi}`,
    });
  };
  try {
    git(["rev-parse", "--is-inside-work-tree"]);
  } catch (error) {
    const why = gitWords(error);
    const more = why.includes("not a git repository") ? "" : ` (${why})`;
    return without({ en: `this is no git checkout${more}`, vi: `đây không phải bản sao git${more}` });
  }
  const isFirst = named !== undefined && NOTHING_BEFORE.test(named);
  const revision = isFirst ? firstWithLedger(git) : (named ?? "HEAD");
  if (revision === undefined) {
    return {
      uncompared: { en: "no commit has one yet", vi: "chưa có bản lưu nào chứa sổ cấp phát" },
      nibbles: new Map(),
    };
  }
  if (commitOf(git, revision) === undefined) {
    if (named === undefined) return without({ en: "nothing is committed yet", vi: "chưa lưu bản nào" });
    throw new UserError({
      en: `git has no revision "${revision}" (--base); in CI, fetch the whole history`,
      vi: `git không có phiên bản "${revision}" (--base); trong CI, hãy tải toàn bộ lịch sử`,
    });
  }
  const textOf = (file: string): string | undefined => {
    const isThere = git(["ls-tree", "--name-only", revision, "--", file]).trim() !== "";
    return isThere ? git(["show", `${revision}:./${file}`]) : undefined;
  };
  const nibbles = nibblesOf(textOf(ZONES_FILE) ?? "");
  const text = textOf(LEDGER_FILE);
  if (text === undefined) {
    // A revision from before the ledger says so by itself: no line of it was there to be kept.
    return {
      uncompared: { en: `${revision} has no ${LEDGER_FILE}`, vi: `${revision} không có ${LEDGER_FILE}` },
      nibbles,
    };
  }
  // A line that was committed with letters and accents apart may be written as it ought to be, and in no other way.
  const { ledger, problems } = parseLedger(text.normalize("NFC"), LEDGER_FILE);
  if (ledger) return { ledger, nibbles };
  const why = problems[0] === undefined ? asText("") : asText(problems[0].message);
  return without({
    en: `the ledger at ${revision} cannot be read (${why.en})`,
    vi: `không đọc được sổ cấp phát ở ${revision} (${why.vi})`,
  });
}

/** The oldest commit in the history of HEAD that has a ledger. */
function firstWithLedger(git: Git): string | undefined {
  if (commitOf(git, "HEAD") === undefined) return undefined;
  return git(["log", "--reverse", "--diff-filter=A", "--format=%H", "--", LEDGER_FILE]).split("\n")[0] || undefined;
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

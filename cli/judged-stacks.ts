import { basename, join } from "node:path";
import { cacheFolder } from "../engine/host/cache-folder.ts";
import {
  checkStacks,
  type CheckOptions,
  stacksWithResources as planned,
  type StackWithResources,
} from "../infra/check/check-stacks.ts";
import type { StackVerdict } from "../infra/check/stack-verdict.ts";
import { VerdictCache } from "../infra/check/verdict-cache.ts";
import type { JudgedStack } from "../infra/preview/judged-stack.ts";
import { openRepository, type Repository } from "../infra/repository/repository.ts";
import { PLATFORM_STACK, stackNamesOf } from "../infra/stack-names.ts";
import { nearest } from "../model/messages/nearest.ts";
import type { Problem } from "../model/messages/problem.ts";
import type { EndedUnit } from "../model/province.ts";
import { linesOf, type Text } from "../model/text.ts";
import { UserError } from "./terminal/exit-codes.ts";
import { stackProgress } from "./terminal/stack-progress.ts";

/** The repository, and the stacks that a user named in it. Throws as `judgedStacks`. */
function openChosen(names: readonly string[]): { repository: Repository; chosen: readonly string[] } {
  const repository = openRepository();
  const known = stackNamesOf(repository);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UserError(linesOf(unknown.map((name) => noStack(name, known, repository.province.ended[name]))));
  }
  return { repository, chosen: names.length === 0 ? known : [...new Set(names)] };
}

function noStack(name: string, known: readonly string[], ended: EndedUnit | undefined): Text {
  if (ended) {
    const { successor } = ended;
    return {
      en: `No stack ${name}: ${ended.name} ended on ${ended.validTo}.${successor === undefined ? "" : ` Its successor is ${successor}.`}`,
      vi: `Không có stack ${name}: ${ended.name} đã kết thúc ngày ${ended.validTo}.${successor === undefined ? "" : ` Đơn vị kế thừa là ${successor}.`}`,
    };
  }
  const near = nearest(name, known);
  return {
    en: `No stack ${name}.${near === undefined ? "" : ` Did you mean ${near}?`} There are ${known.length}: ${PLATFORM_STACK} and the codes of \`province units\`.`,
    vi: `Không có stack ${name}.${near === undefined ? "" : ` Có phải ${near}?`} Có ${known.length} stack: ${PLATFORM_STACK} và các mã trong \`province units\`.`,
  };
}

/**
 * Plans and judges stacks of this repository; all of them when none is named.
 * @throws UserError on a name that is no stack, RepositoryError on faults of stacks/.
 */
export async function judgedStacks(names: readonly string[]): Promise<JudgedStack[]> {
  const { repository, chosen } = openChosen(names);
  const { judgeStacks } = await import("../infra/preview-stacks.ts");
  return judgeStacks(chosen, repository);
}

/**
 * The verdicts alone, for many stacks at once; all of them when none is named. Throws as `judgedStacks`.
 *
 * @param options.cache false to plan everything anew, and to keep nothing
 */
export async function stackVerdicts(
  names: readonly string[],
  { cache = true, ...options }: Omit<CheckOptions, "cache"> & { cache?: boolean } = {},
): Promise<StackVerdict[]> {
  const { repository, chosen } = openChosen(names);
  const verdicts = cache ? new VerdictCache(join(cacheFolder(), "verdicts", "verdicts.txt")) : undefined;
  return checkStacks(chosen, { repository, onProgress: stackProgress(), ...options, cache: verdicts });
}

/** Stacks with what they would make, one after another; all of them when none is named. Throws as `judgedStacks`. */
export async function* stacksWithResources(
  names: readonly string[],
  options: Omit<CheckOptions, "cache"> = {},
): AsyncGenerator<StackWithResources> {
  const { repository, chosen } = openChosen(names);
  yield* planned(chosen, { repository, onProgress: stackProgress(), ...options });
}

/**
 * What is right in agencies' files and should be known all the same, of the stacks that a user named: quotas that were
 * raised, levels that were lowered. A file that is not used any more belongs to no stack, and is always among it.
 *
 * @param verdicts those of the stacks named; of all where none is
 */
export function notesOf(
  { notes, tenants }: Repository,
  names: readonly string[],
  verdicts: readonly Pick<StackVerdict, "source">[],
): Problem[] {
  const isOther = ({ file }: Problem): boolean =>
    names.length > 0 &&
    verdicts.every(({ source }) => source.file !== file) &&
    tenants[basename(file, ".yaml")] !== undefined;
  return notes.filter((note) => note.file.startsWith("stacks/agencies/") && !isOther(note));
}

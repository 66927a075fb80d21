import { openRepository, RepositoryError } from "../infra/repository/repository.ts";
import { languageOf } from "../model/text.ts";
import { notesOf, stacksWithResources } from "./judged-stacks.ts";
import { type CheckReport, placedStack, type PlacedStack, reportOf } from "./report/check-report.ts";
import { type StackEntry, stacksJson } from "./report/formats/stacks-json.ts";
import { placeFinder } from "./report/place.ts";
import { writeOutput } from "./report/write-output.ts";

export interface DocumentOptions {
  /** Worker threads. */
  jobs?: number | undefined;
  /** File to write; standard output without it. */
  output?: string | undefined;
}

/**
 * Plans and judges stacks, all of them when none is named, and writes the document of `plan --json` and `check --json`
 * as they get ready. Returns the report, without resources.
 * @throws UserError on a name that is no stack; RepositoryError on faults of stacks/, which are written too.
 */
export async function writeStacksDocument(
  names: readonly string[],
  options: DocumentOptions = {},
): Promise<CheckReport> {
  const { jobs, output } = options;
  const done: PlacedStack[] = [];
  async function* entries(): AsyncGenerator<StackEntry> {
    const find = placeFinder(openRepository());
    for await (const { verdict, resources } of stacksWithResources(names, { jobs })) {
      const placed = placedStack(verdict, find);
      done.push(placed);
      yield { ...placed, resources };
    }
  }
  try {
    const notes = () =>
      notesOf(
        openRepository(),
        names,
        done.map(({ verdict }) => verdict),
      );
    await writeOutput(stacksJson(entries(), { notes }), output);
  } catch (error) {
    if (error instanceof RepositoryError) await writeOutput(stacksJson([], { problems: error.problems }), output);
    throw error;
  }
  return reportOf(done, openRepository().tenants, languageOf());
}

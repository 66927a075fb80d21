import { Listr, type ListrTask } from "listr2";

/** How long each part of a run took, in seconds, by its title. */
export type Timings = Record<string, number>;

/** One part of a run; `report` replaces the line under its title. */
export interface Part<T = unknown> {
  title: string;
  run: (report: (message: string) => void) => Promise<T>;
}

/**
 * Runs parts one after another, or side by side; on a terminal live, elsewhere as plain lines. Returns what each of them
 * returned; fails with the first error.
 */
export async function runParts<T extends readonly unknown[]>(
  parts: readonly [...{ [Index in keyof T]: Part<T[Index]> }],
  timings: Timings,
  options: { concurrent?: boolean } = {},
): Promise<T> {
  const results: unknown[] = [];
  await listr(parts, timings, options, (index, value) => (results[index] = value));
  return results as unknown as T;
}

/**
 * Runs parts, at most `concurrent` at once, each to its end whatever becomes of the others. Returns what became of each,
 * in their order; the reasons of failures are the caller's to tell.
 */
export async function settleParts<T>(
  parts: readonly Part<T>[],
  timings: Timings,
  concurrent: number,
): Promise<PromiseSettledResult<T>[]> {
  const settled: PromiseSettledResult<T>[] = [];
  const quiet = parts.map((part, index) => ({
    ...part,
    run: async (report: (message: string) => void) => {
      try {
        settled[index] = { status: "fulfilled", value: await part.run(report) };
      } catch (reason) {
        settled[index] = { status: "rejected", reason };
        throw new Error(`${part.title} did not end well`, { cause: reason });
      }
    },
  }));
  await listr(quiet, timings, { concurrent, exitOnError: false }, () => undefined);
  return settled;
}

async function listr(
  parts: readonly Part[],
  timings: Timings,
  { concurrent = false, exitOnError = true }: { concurrent?: boolean | number; exitOnError?: boolean },
  done: (index: number, value: unknown) => void,
): Promise<void> {
  await new Listr(
    parts.map(({ title, run }, index): ListrTask => ({
      title,
      task: async (_context, task) => {
        const start = performance.now();
        done(
          index,
          await run((message) => {
            task.output = message;
          }),
        );
        const seconds = (performance.now() - start) / 1000;
        timings[title] = seconds;
        task.title = `${title} (${seconds.toFixed(1)} s)`;
      },
    })),
    {
      concurrent,
      exitOnError,
      renderer: process.stdout.isTTY ? "default" : "verbose",
      rendererOptions: { collapseSubtasks: false, removeEmptyLines: true, logTitleChange: false } as never,
      registerSignalListeners: false,
    },
  ).run();
}

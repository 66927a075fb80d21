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
 * returned. A part that failed is only marked here: what went wrong is told once, by whoever catches it.
 *
 * @param options.untilFirst whether the first failure is told at once, or all parts end before; by default parts that
 *   run side by side all end
 * @throws the error; of several an AggregateError
 */
export async function runParts<T extends readonly unknown[]>(
  parts: readonly [...{ [Index in keyof T]: Part<T[Index]> }],
  timings: Timings,
  { concurrent = false, untilFirst = !concurrent }: { concurrent?: boolean; untilFirst?: boolean } = {},
): Promise<T> {
  const results: unknown[] = [];
  const failures = new Set<unknown>();
  const list = parts.map(({ title, run }, index): ListrTask => ({
    title,
    task: async (_context, task) => {
      const start = performance.now();
      try {
        results[index] = await run((message) => {
          task.output = message;
        });
      } catch (error) {
        failures.add(error);
        throw new Error(title, { cause: error });
      }
      const seconds = (performance.now() - start) / 1000;
      timings[title] = seconds;
      task.title = `${title} (${seconds.toFixed(1)} s)`;
    },
  }));
  await new Listr(list, {
    concurrent,
    exitOnError: untilFirst,
    renderer: process.stdout.isTTY ? "default" : "verbose",
    rendererOptions: { collapseSubtasks: false, removeEmptyLines: true, logTitleChange: false } as never,
    registerSignalListeners: false,
  })
    .run()
    .catch((error: unknown) => {
      if (failures.size === 0) throw error;
    });
  if (failures.size > 1) throw new AggregateError(failures, `${failures.size} parts failed`);
  for (const failure of failures) throw failure;
  return results as unknown as T;
}

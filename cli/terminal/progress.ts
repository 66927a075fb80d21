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
  await new Listr(
    parts.map(({ title, run }, index): ListrTask => ({
      title,
      task: async (_context, task) => {
        const start = performance.now();
        results[index] = await run((message) => {
          task.output = message;
        });
        const seconds = (performance.now() - start) / 1000;
        timings[title] = seconds;
        task.title = `${title} (${seconds.toFixed(1)} s)`;
      },
    })),
    {
      concurrent: options.concurrent ?? false,
      exitOnError: true,
      renderer: process.stdout.isTTY ? "default" : "verbose",
      rendererOptions: { collapseSubtasks: false, removeEmptyLines: true, logTitleChange: false } as never,
      registerSignalListeners: false,
    },
  ).run();
  return results as unknown as T;
}

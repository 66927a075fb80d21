import { Listr, type ListrTask } from "listr2";
import type { Progress } from "../../model/text.ts";
import { say } from "./language.ts";

/** How long each part of a run took, in seconds, by its title. */
export type Timings = Record<string, number>;

/** One part of a run; `report` replaces the line under its title. */
export interface Part<T = unknown> {
  title: string;
  run: (report: Progress) => Promise<T>;
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
  const settled = await settleParts(parts, timings, concurrent ? parts.length : 1, untilFirst);
  const failures = [
    ...new Set(settled.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []))),
  ];
  if (failures.length > 1)
    throw new AggregateError(
      failures,
      say({ en: `${failures.length} parts failed`, vi: `${failures.length} phần không hoàn tất` }),
    );
  for (const failure of failures) throw failure;
  return settled.map((each) => (each.status === "fulfilled" ? each.value : undefined)) as unknown as T;
}

/**
 * Runs parts, at most `concurrent` at once. Returns what became of each that began, in their order: the list marks a part
 * that failed by its title, and the reason is the caller's to tell.
 *
 * @param untilFirst whether the first failure ends the wait for the others
 */
export async function settleParts<T>(
  parts: readonly Part<T>[],
  timings: Timings,
  concurrent: number,
  untilFirst = false,
): Promise<PromiseSettledResult<T>[]> {
  const settled: PromiseSettledResult<T>[] = [];
  const list = parts.map(({ title, run }, index): ListrTask => ({
    title,
    task: async (_context, task) => {
      const start = performance.now();
      try {
        const value = await run((message) => {
          task.output = say(message);
        });
        settled[index] = { status: "fulfilled", value };
      } catch (reason) {
        settled[index] = { status: "rejected", reason };
        throw new Error(title, { cause: reason });
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
      if (settled.every((each) => each.status === "fulfilled")) throw error;
    });
  return settled;
}

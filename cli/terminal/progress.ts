import { Listr, type ListrTask } from "listr2";

/** How long each part of a run took, in seconds, by its title. */
export type Timings = Record<string, number>;

/** One part of a run; `report` replaces the line under its title. */
export interface Part {
  title: string;
  run: (report: (message: string) => void) => Promise<unknown>;
}

const asTask = (part: Part, timings: Timings): ListrTask => ({
  title: part.title,
  task: async (_context, task) => {
    const start = performance.now();
    await part.run((message) => {
      task.output = message;
    });
    timings[part.title] = (performance.now() - start) / 1000;
    task.title = `${part.title} (${timings[part.title]?.toFixed(1)} s)`;
  },
});

/** Runs parts one after another, or side by side; on a terminal live, elsewhere as plain lines. Fails with the first error. */
export async function runParts(parts: Part[], timings: Timings, options: { concurrent?: boolean } = {}): Promise<void> {
  await new Listr(
    parts.map((part) => asTask(part, timings)),
    {
      concurrent: options.concurrent ?? false,
      exitOnError: true,
      renderer: process.stdout.isTTY ? "default" : "verbose",
      rendererOptions: { collapseSubtasks: false, removeEmptyLines: true, logTitleChange: false } as never,
      registerSignalListeners: false,
    },
  ).run();
}

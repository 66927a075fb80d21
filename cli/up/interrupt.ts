import { exitCode, UserError } from "../terminal/exit-codes.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs work of the engine. Meanwhile the first Ctrl-C (or SIGTERM) aborts the signal, so that the engine finishes what it
 * has begun and writes its state; the second one ends this process at once. Before and after, Ctrl-C ends it at once:
 * what is built, started or proven then can be ended at any moment.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    console.error("\nStopping: the engine finishes what it has begun. Press Ctrl-C again to end at once.");
    controller.abort(new UserError("Interrupted. The same command goes on from here.", exitCode.interrupted));
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

import { exitCode, UserError } from "../terminal/exit-codes.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** One Ctrl-C may come twice, from the terminal and from the npm that started this; a person needs longer for two. */
const ONE_PRESS_MS = 500;

/**
 * Runs work of the engine. Meanwhile the first Ctrl-C (or SIGTERM, or the end of the terminal) aborts the signal, so that
 * the engine finishes what it has begun and writes its state; a second Ctrl-C ends this process and the engine at once.
 * Before and after, Ctrl-C ends it at once: what is built, started or proven then can be ended at any moment.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first = 0;
  const interrupt = (name: NodeJS.Signals): void => {
    if (name === "SIGHUP") outliveTerminal();
    if (controller.signal.aborted) {
      // SIGTERM to the whole group comes to this process once more from the one that it runs under.
      if (name === "SIGINT" && Date.now() - first >= ONE_PRESS_MS) process.exit(exitCode.interrupted);
      return;
    }
    first = Date.now();
    console.error(
      "\nStopping: the engine finishes what it has begun, and is ended where nothing answers it for 4 s; the next run looks " +
        "for what that left. Press Ctrl-C again to end at once.",
    );
    controller.abort(new UserError("Interrupted. The same command goes on from here.", exitCode.interrupted));
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** What is said to a terminal that is gone is lost, and no reason to end before the state is written. */
function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error").on("error", () => {});
}

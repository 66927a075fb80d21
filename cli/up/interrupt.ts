import { exitCode, UserError } from "../exit-codes.ts";

/**
 * From now on the first Ctrl-C lets the engine finish what it has begun and write its state; the second one ends this
 * process at once. Until then Ctrl-C ends it at once: what is being built or started can be killed at any moment.
 */
export const abortOnInterrupt = (): AbortSignal => {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    console.error("\nStopping: the engine finishes what it has begun. Press Ctrl-C again to end at once.");
    controller.abort(new UserError("Interrupted. The same command goes on from here.", exitCode.interrupted));
  });
  return controller.signal;
};

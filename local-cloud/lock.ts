import { withLock } from "../engine/host/lock.ts";
import type { Progress } from "./types.ts";

/** Runs `work` while holding the lock file, waiting for whoever holds it now and saying so. */
export function whileLocked<T>(path: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const onWait = (pid: number) => progress(`waiting for another run (process ${pid}) to finish`);
  return withLock(path, { onWait }, work);
}

import { withLock } from "../engine/host/lock.ts";
import type { Progress } from "../model/text.ts";

/** Runs `work` while holding the lock file, waiting for whoever holds it now and saying so. */
export function whileLocked<T>(path: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const onWait = (pid: number) =>
    progress({
      en: `waiting for another run (process ${pid}) to finish`,
      vi: `đang chờ lượt chạy khác (tiến trình ${pid}) kết thúc`,
    });
  return withLock(path, { onWait }, work);
}

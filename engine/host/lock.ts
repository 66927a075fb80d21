import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Progress, Text } from "../../model/text.ts";
import { isAlive, startTime } from "./process-table.ts";

/** Who holds a lock; `started` tells the process from a later one with the same id. */
interface Owner {
  pid: number;
  host: string;
  started: string;
  note?: Text;
}

export interface LockOptions {
  /** Called while another process holds the lock: with its id and its last note, each time that either is new. */
  onWait?: (pid: number, note?: Text) => void;
  signal?: AbortSignal;
  pollMs?: number;
}

/**
 * Runs `work` while holding the lock at `path`, waiting for a living owner and taking over from a dead one, so that a
 * `kill -9` never blocks the next run. The file goes with the lock.
 *
 * @param work gets a function that leaves a word for those who wait, such as how far the build is
 * @throws what `work` throws; the signal's reason when it is aborted while waiting
 */
export async function withLock<T>(
  path: string,
  options: LockOptions,
  work: (note: Progress) => Promise<T>,
): Promise<T> {
  const mine: Owner = { pid: process.pid, host: hostname(), started: startTime(process.pid) ?? "" };
  for (let told = ""; !claim(path, mine);) {
    options.signal?.throwIfAborted();
    const owner = readOwner(path);
    if (owner && !ownerLives(owner) && bury(path, owner, mine)) continue;
    const { pid, note } = owner ?? {};
    if (pid !== undefined && told !== `${pid} ${note?.en ?? ""}`) {
      told = `${pid} ${note?.en ?? ""}`;
      options.onWait?.(pid, note);
    }
    await sleep(options.pollMs ?? 250, undefined, { signal: options.signal });
  }
  try {
    return await work((text) => {
      const temporary = `${path}.${process.pid}.note`;
      writeFileSync(temporary, JSON.stringify({ ...mine, note: text }));
      renameSync(temporary, path);
    });
  } finally {
    if (readOwner(path)?.pid === mine.pid) rmSync(path, { force: true });
  }
}

/** Makes the lock file with its whole contents at once: a link of a finished file either is or is not. */
function claim(path: string, mine: Owner): boolean {
  const temporary = `${path}.${process.pid}.new`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, JSON.stringify(mine));
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The owner; undefined when the lock was just released. A file that is not ours counts as dead. */
function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  try {
    const owner = JSON.parse(text) as Owner;
    if (typeof owner.pid === "number") return owner;
  } catch {
    // Falls through: a torn or foreign file has no owner that could be asked.
  }
  return { pid: 0, host: hostname(), started: "" };
}

function ownerLives(owner: Owner): boolean {
  // A cache in a shared home may be locked from another machine, whose processes can't be seen here.
  if (owner.host !== hostname()) return true;
  return owner.pid > 0 && isAlive(owner.pid) && (startTime(owner.pid) ?? owner.started) === owner.started;
}

/**
 * Takes a dead owner's file away. Only one process may at a time, the one that holds the grave of that very owner:
 * whoever comes later finds another owner in the file, and leaves it. The grave itself may be a dead one's.
 *
 * @returns whether the lock may be free now
 */
function bury(path: string, dead: Owner, mine: Owner): boolean {
  const grave = `${path}.${dead.pid}-${dead.started}`;
  if (!claim(grave, mine)) {
    const digger = readOwner(grave);
    return digger === undefined || (!ownerLives(digger) && bury(grave, digger, mine));
  }
  const owner = readOwner(path);
  if (owner?.pid === dead.pid && owner.started === dead.started) rmSync(path, { force: true });
  rmSync(grave, { force: true });
  return true;
}

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startTime } from "./process-table.ts";

/** Who holds a lock; `started` tells the process from a later one with the same id. */
interface Owner {
  pid: number;
  host: string;
  started: string;
  note?: string;
}

export interface LockOptions {
  /** Called about once a second while another process holds the lock, with its id and its last note. */
  onWait?: (pid: number, note: string) => void;
  signal?: AbortSignal;
  pollMs?: number;
}

/** A held lock. */
export interface Lock {
  /** Leaves a word for those who wait, such as how far the build is. */
  note(text: string): void;
  release(): void;
}

/**
 * Takes the lock at `path`, waiting for a living owner and taking over from a dead one, so that a
 * `kill -9` never blocks the next run. Two processes that take over at the same moment could both get
 * it; all that is done under the lock ends in a rename, so that costs time and nothing else.
 *
 * @throws the signal's reason when it is aborted while waiting
 */
export async function takeLock(path: string, options: LockOptions = {}): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  const mine: Owner = { pid: process.pid, host: hostname(), started: startTime(process.pid) ?? "" };
  for (let nextWord = 0; ;) {
    options.signal?.throwIfAborted();
    if (claim(path, mine)) break;
    const owner = readOwner(path);
    if (owner && !ownerLives(owner)) {
      bury(path, owner);
      continue;
    }
    if (owner && Date.now() >= nextWord) {
      options.onWait?.(owner.pid, owner.note ?? "");
      nextWord = Date.now() + 1000;
    }
    await sleep(options.pollMs ?? 250, undefined, { signal: options.signal });
  }
  return {
    note(text) {
      const temporary = `${path}.${process.pid}.note`;
      writeFileSync(temporary, JSON.stringify({ ...mine, note: text }));
      renameSync(temporary, path);
    },
    release() {
      if (readOwner(path)?.pid === mine.pid) rmSync(path, { force: true });
    },
  };
}

/** Makes the lock file with its whole contents at once: a link of a finished file either is or is not. */
function claim(path: string, mine: Owner): boolean {
  const temporary = `${path}.${process.pid}.new`;
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

/** Moves the dead owner's file away; put back when another process was quicker and holds it now. */
function bury(path: string, dead: Owner): void {
  const grave = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, grave);
    const moved = readOwner(grave);
    if (moved && (moved.pid !== dead.pid || moved.started !== dead.started)) linkSync(grave, path);
  } catch {
    // Someone else has buried it or taken it meanwhile: the caller looks again.
  } finally {
    rmSync(grave, { force: true });
  }
}

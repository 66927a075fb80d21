import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { checkpointFile } from "../backend/state-file.ts";
import { isAlive, programOf, startedAt } from "../host/process-table.ts";

/** A lock that an update of a stack holds in a file backend (pkg/backend/diy/lock.go). */
export interface StackLock {
  path: string;
  pid: number;
  hostname: string;
  timestamp: string;
}

/** The locks on a stack; mostly none. */
export function stackLocks(folder: string, project: string, stack: string): StackLock[] {
  const locks = join(folder, ".pulumi", "locks", "organization", project, stack);
  let names: string[];
  try {
    names = readdirSync(locks);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const path = join(locks, name);
      try {
        return { ...(JSON.parse(readFileSync(path, "utf8")) as Omit<StackLock, "path">), path };
      } catch {
        // Torn by a kill between creating and writing it: nobody holds it.
        return { path, pid: 0, hostname: hostname(), timestamp: "" };
      }
    });
}

/**
 * Whether the update that made the lock still runs. A lock of another machine counts as held. A process
 * id that was given to another program since, or to a process younger than the lock, does not.
 */
export function isHeld(lock: StackLock): boolean {
  if (lock.hostname !== hostname()) return true;
  if (lock.pid <= 0 || !isAlive(lock.pid)) return false;
  const program = programOf(lock.pid);
  if (program !== undefined && !basename(program).startsWith("pulumi")) return false;
  const started = startedAt(lock.pid);
  const locked = Date.parse(lock.timestamp);
  // Boot time and start time are each rounded down to hundredths or whole seconds.
  return started === undefined || Number.isNaN(locked) || started <= locked + 2000;
}

/** Takes a dead update's lock away, with the attributes file that gocloud's file store lays beside it. */
export function removeLock(lock: StackLock): void {
  rmSync(lock.path, { force: true });
  rmSync(`${lock.path}.attrs`, { force: true });
}

/**
 * Takes away what a kill left half-written beside a stack's state in a file backend that keeps such
 * `.attrs` files (one of the user's own: ours has none, see state.ts). Pulumi would refuse the state.
 *
 * @returns how many there were
 */
export function removeTornAttributes(folder: string, project: string, stack: string): number {
  const state = checkpointFile(folder, project, stack);
  let torn = 0;
  for (const file of [join(folder, ".pulumi", "meta.yaml"), state, `${state}.bak`]) {
    const path = `${file}.attrs`;
    try {
      JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      if (!(error instanceof SyntaxError)) continue;
      rmSync(path, { force: true });
      torn++;
    }
  }
  return torn;
}

import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Whether a process of this machine is there (a zombie is not: it does nothing any more). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but someone else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !/^State:\s+Z/m.test(readFile(`/proc/${pid}/status`) ?? "");
}

/** Sends a signal; one to a process that is gone, or someone else's, is no trouble. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself.
  }
}

/** Ids of all processes that can be seen; none without /proc. */
export function processIds(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** What a process was started with, its program first; empty without /proc, when gone, and for the kernel's own. */
export function argumentsOf(pid: number): string[] {
  return (readFile(`/proc/${pid}/cmdline`) ?? "").split("\0").slice(0, -1);
}

/** Clock ticks from boot to the start of a process, as text; undefined without /proc or when gone. */
export function startTime(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** proc_pid_stat(5) from its third field on: the second, the command's name, may hold blanks and brackets. */
function statOf(pid: number): string[] | undefined {
  const stat = readFile(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Ids of all processes that a process started, and those started in turn; none without /proc. */
export function descendantsOf(pid: number): number[] {
  const children = Map.groupBy(processIds(), (each) => Number(statOf(each)?.[1]));
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap((each) => [each, ...below(each)]);
  return below(pid);
}

/** Path of the program that a process runs; undefined without /proc or when it may not be seen. */
export function programOf(pid: number): string | undefined {
  return readLink(`/proc/${pid}/exe`);
}

/** Name of a process's pid namespace, which no other has while this machine is up; undefined without /proc or when gone. */
export function pidNamespaceOf(pid: number): string | undefined {
  return readLink(`/proc/${pid}/ns/pid`);
}

/** When a process started, in ms since the epoch; undefined without /proc. */
export function startedAt(pid: number): number | undefined {
  const ticks = startTime(pid);
  const boot = /^btime (\d+)$/m.exec(readFile("/proc/stat") ?? "")?.[1];
  if (ticks === undefined || boot === undefined) return undefined;
  // USER_HZ is 100 on every Linux that Node runs on (sysconf(3) _SC_CLK_TCK).
  return Number(boot) * 1000 + Number(ticks) * 10;
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

import { readFileSync, readlinkSync } from "node:fs";

/** Whether a process of this machine is there (a zombie is not: it does nothing any more). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but someone else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !/^State:\s+Z/m.test(readProc(pid, "status") ?? "");
}

/** Clock ticks from boot to the start of a process, as text; undefined without /proc or when gone. */
export function startTime(pid: number): string | undefined {
  const stat = readProc(pid, "stat");
  // proc_pid_stat(5): field 22; the command's name (field 2) may hold blanks and brackets.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Path of the program that a process runs; undefined without /proc or when it may not be seen. */
export function programOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined;
  }
}

/** When a process started, in ms since the epoch; undefined without /proc. */
export function startedAt(pid: number): number | undefined {
  const ticks = startTime(pid);
  const boot = /^btime (\d+)$/m.exec(readFile("/proc/stat") ?? "")?.[1];
  if (ticks === undefined || boot === undefined) return undefined;
  // USER_HZ is 100 on every Linux that Node runs on (sysconf(3) _SC_CLK_TCK).
  return Number(boot) * 1000 + Number(ticks) * 10;
}

function readProc(pid: number, name: string): string | undefined {
  return readFile(`/proc/${pid}/${name}`);
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

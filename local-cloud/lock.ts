import { spawn } from "node:child_process";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { LocalCloudError } from "./errors.ts";
import type { Progress } from "./types.ts";

const BUSY = 75;

/** Takes flock(2) on a file and keeps it until its input ends; prints the file's inode when it has it. */
const HOLDER = `exec 9>>"$1"; flock $2 9 || exit ${BUSY}; stat -L -c %i /proc/self/fd/9; exec cat >/dev/null`;

/**
 * Runs `work` while holding the lock file, waiting for whoever holds it now.
 *
 * The lock is held by a child that ends when our end of its pipe closes, so that it never outlives its owner, not even
 * one that was killed. The file goes with the lock.
 */
export async function withLock<T>(path: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  let release = await take(path, "--nonblock");
  if (!release) {
    const owner = (await readFile(path, "utf8").catch(() => "")).trim() || "unknown";
    progress(`waiting for another run (process ${owner}) to finish`);
  }
  while (!release) release = await take(path, "");
  try {
    await writeFile(path, `${process.pid}\n`);
    return await work();
  } finally {
    await rm(path, { force: true });
    release();
  }
}

/** Returns the release of the lock, or undefined when it is busy or its file was removed by the one who had it. */
async function take(path: string, mode: "--nonblock" | ""): Promise<(() => void) | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const child = spawn("sh", ["-c", HOLDER, "lock", path, mode], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true, // Ctrl-C reaches us first; the lock goes when we go
  });
  const inode = await new Promise<string | undefined>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.once("error", (error) => reject(new LocalCloudError(`lock ${path}: ${error.message}`)));
    child.once("exit", (code) =>
      code === BUSY ? resolve(undefined) : reject(new LocalCloudError(`lock ${path}: flock ended with code ${code}`)),
    );
  });
  if (inode === undefined) return undefined;
  const release = () => child.stdin.end();
  const current = await stat(path).catch(() => undefined);
  if (String(current?.ino) === inode) return release;
  release();
  return undefined;
}

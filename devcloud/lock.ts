import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { DevcloudError } from "./errors.ts";
import type { Progress } from "./types.ts";

const BUSY = 75;

/**
 * Runs `work` while holding the lock file, waiting for whoever holds it now.
 *
 * The kernel's flock(2) is held by a child that ends when our end of its pipe closes, so that a lock never outlives
 * its owner, not even one that was killed.
 */
export async function withLock<T>(path: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const release = (await take(path, false)) ?? (await waitFor(path, progress));
  try {
    await writeFile(path, `${process.pid}\n`);
    return await work();
  } finally {
    release();
  }
}

async function waitFor(path: string, progress: Progress): Promise<() => void> {
  const owner = (await readFile(path, "utf8").catch(() => "")).trim() || "unknown";
  progress(`waiting for another run (process ${owner}) to finish`);
  const release = await take(path, true);
  if (!release) throw new DevcloudError(`could not take the lock ${path}`);
  return release;
}

function take(path: string, wait: boolean): Promise<(() => void) | undefined> {
  const mode = wait ? [] : ["--nonblock", "--conflict-exit-code", String(BUSY)];
  const child = spawn("flock", [...mode, path, "sh", "-c", "echo held; exec cat >/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true, // Ctrl-C reaches us first; the lock goes when we go
  });
  return new Promise((resolve, reject) => {
    child.stdout.once("data", () => resolve(() => child.stdin.end()));
    child.once("error", (error) => reject(new DevcloudError(`flock (package util-linux): ${error.message}`)));
    child.once("exit", (code) =>
      code === BUSY ? resolve(undefined) : reject(new DevcloudError(`flock ${path} ended with code ${code}`)),
    );
  });
}

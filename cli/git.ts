import { execFileSync } from "node:child_process";
import { say } from "./terminal/language.ts";

/** Runs git in a checkout; its output as it is. Throws what `execFileSync` throws. */
export type Git = (args: readonly string[], env?: Record<string, string>) => string;

/** `mostBytes` of output are read; Node alone would stop at 1 MiB. */
export function gitIn(root: string, mostBytes = 64 * 1024 * 1024): Git {
  return (args, env = {}) =>
    execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      maxBuffer: mostBytes,
      timeout: 60_000,
    });
}

/** The commit that a revision names; undefined when git knows none. */
export function commitOf(git: Git, revision: string): string | undefined {
  try {
    return git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]).trim();
  } catch {
    return undefined;
  }
}

/** What git itself said, such as how to trust a folder of another user's. */
export function gitWords(error: unknown): string {
  const { stderr, code } = error as { stderr?: string; code?: string };
  if (code === "ENOENT") return say({ en: "git is not installed.", vi: "chưa cài git." });
  // How to trust a folder takes four lines; a full disk is told again for each file.
  return stderr?.trim().split("\n").slice(0, 5).join("\n") || (error instanceof Error ? error.message : String(error));
}

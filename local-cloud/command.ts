import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { LocalCloudError } from "./errors.ts";
import type { CommandResult } from "./types.ts";

/** How to run a command. */
export interface CommandOptions {
  input?: string;
  timeoutMs?: number;
  env?: NodeJS.ProcessEnv;
  /** Kills the command when it aborts. */
  signal?: AbortSignal;
  /** Gets each line of both outputs as it comes. */
  onLine?: (line: string) => void;
}

/**
 * Runs a command to its end and returns its exit code and outputs. 127 says that the program is missing,
 * 124 (as timeout(1) has it) that the time was over.
 */
export function capture(argv: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = "", ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "pipe", env: options.env ?? process.env });
    const result: CommandResult = { code: -1, stdout: "", stderr: "" };
    for (const output of ["stdout", "stderr"] as const) {
      child[output].setEncoding("utf8").on("data", (text: string) => (result[output] += text));
      if (options.onLine) createInterface({ input: child[output] }).on("line", options.onLine);
    }
    const abort = () => child.kill("SIGKILL");
    options.signal?.addEventListener("abort", abort);
    let timedOut = false;
    const timer = options.timeoutMs
      ? setTimeout(() => ((timedOut = true), child.kill("SIGKILL")), options.timeoutMs)
      : undefined;
    const finish = (code: number) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
      resolve({ ...result, code });
    };
    child.on("error", (error) => {
      result.stderr += error.message;
      finish(127);
    });
    child.on("close", (code) => finish(timedOut ? 124 : (code ?? 128)));
    child.stdin.on("error", () => undefined); // the command may end without reading its input
    child.stdin.end(options.input ?? "");
  });
}

/** As {@link capture}, for commands that must succeed. @throws LocalCloudError with the end of what it said. */
export async function run(argv: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const result = await capture(argv, options);
  if (result.code !== 0) {
    const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-15).join("\n");
    throw new LocalCloudError(`${argv.slice(0, 4).join(" ")} ended with code ${result.code}:\n${said}`);
  }
  return result;
}

/**
 * Prefixes a command so that it and all it starts die with this process, even by SIGKILL: a pid namespace whose
 * first process is told by the kernel. It also gets a mount namespace of its own.
 */
export function dyingWithUs(argv: string[]): string[] {
  const own = ["--fork", "--pid", "--mount", "--mount-proc", "--kill-child=KILL"];
  return ["setpriv", "--pdeathsig", "KILL", "--", "unshare", ...own, "--", ...argv];
}

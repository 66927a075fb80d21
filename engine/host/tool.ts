import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { constants as os } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { descendantsOf, kill } from "./process-table.ts";

export interface ToolOptions {
  cwd?: string;
  /** The whole environment of the tool; that of this process when absent. */
  env?: Record<string, string | undefined>;
  /** Called with each line as it comes. */
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** After this long the tool is asked to stop, and killed when it does not. */
  timeoutMs?: number;
  /** On abort the tool is asked to stop: Pulumi then ends what it has begun and writes its state. */
  signal?: AbortSignal;
  /**
   * Keeps the tool out of the terminal's process group. Ctrl-C then reaches it once, through `signal`,
   * and not twice: Pulumi takes a second interrupt for "stop at once, whatever is half-done". It never outlives this
   * process, unless that is itself killed.
   */
  ownGroup?: boolean;
  /**
   * How long a tool that was asked to stop may take before it is killed with all it started; 0 kills it at once.
   * Default: a minute.
   */
  graceMs?: number;
  /** The same for one that, asked to stop, says nothing for so long: it waits for somebody who doesn't answer. */
  quietMs?: number;
  /** Given to the tool's standard input, which is empty otherwise: a tool never waits for a key here. */
  input?: string;
}

export interface ToolResult {
  /**
   * Exit code, as shells count: 128 + n when ended by signal n, 127 when it could not be started, 124 when its time was
   * over, however it ended then.
   */
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. Never throws: what went wrong is in the result. */
export function runTool(program: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  return new Promise((resolve) => {
    const { onLine, timeoutMs, signal, graceMs = 60_000, quietMs = graceMs } = options;
    const text = { stdout: "", stderr: "" };
    let timedOut = false;
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: "pipe",
      detached: options.ownGroup ?? false,
    });
    const timers: NodeJS.Timeout[] = [];
    const end = (): void => killTree(child);
    let quiet: NodeJS.Timeout | undefined;
    const stop = (): void => {
      if (graceMs === 0) return end();
      child.kill("SIGINT");
      timers.push(setTimeout(end, graceMs), (quiet = setTimeout(end, quietMs)));
    };
    if (options.ownGroup) process.once("exit", end);
    const expire = (): void => {
      timedOut = true;
      stop();
    };
    if (timeoutMs !== undefined) timers.push(setTimeout(expire, timeoutMs));
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (some: string) => {
        text[stream] += some;
        quiet?.refresh();
      });
      if (onLine === undefined) continue;
      createInterface({ input: child[stream], crlfDelay: Infinity }).on("line", (line) => onLine(line, stream));
    }
    child.stdin.on("error", () => {
      // The tool ended before it had read its input; its exit code tells.
    });
    child.stdin.end(options.input ?? "");
    signal?.addEventListener("abort", stop, { once: true });
    const done = (code: number): void => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      process.off("exit", end);
      resolve({ code: timedOut ? 124 : code, ...text });
    };
    child.once("error", (error) => {
      text.stderr += `${error.message}\n`;
      done(127);
    });
    child.once("close", (code, by) => done(code ?? 128 + (by ? os.signals[by] : 0)));
    if (signal?.aborted) stop();
  });
}

/** Kills a program and all it started: plugins of Pulumi have process groups of their own, which no terminal reaches. */
function killTree({ pid }: ChildProcess): void {
  // Without a process id it never ran.
  if (pid === undefined) return;
  for (const each of [pid, ...descendantsOf(pid)]) kill(each, "SIGKILL");
}

/** The last lines of what a tool said, where the reason of its failure stands. */
export function tail(text: string, lines = 15): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/** The first executable file of that name in a PATH; undefined when there is none. */
export function findOnPath(name: string, path = process.env["PATH"] ?? ""): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Whether a path is a file that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { vi } from "vitest";
import { main } from "../cli/main.ts";
import { REPOSITORY } from "./sources-with.ts";
import { TEST_CACHE, TEST_RUN_DIR } from "./test-cache.ts";

/** What a command printed, and its exit code. */
export interface CommandResult {
  out: string;
  err: string;
  code: number;
}

/** Runs `province` in this process, on the checkout at `root`. */
export async function runProvince(root: string, ...argv: string[]): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  vi.stubEnv("PROVINCE_ROOT", root);
  vi.stubEnv("XDG_CACHE_HOME", TEST_CACHE);
  vi.stubEnv("PROVINCE_RUN_DIR", TEST_RUN_DIR);
  // With `--as-of` a command sets it for the programs that it starts; here it must not outlive the command.
  vi.stubEnv("PROVINCE_AS_OF", undefined);
  // So does `--lang`.
  vi.stubEnv("PROVINCE_LANG", process.env["PROVINCE_LANG"]);
  const spies = [
    vi.spyOn(console, "log").mockImplementation((text) => void out.push(`${text}\n`)),
    vi.spyOn(console, "error").mockImplementation((text) => void err.push(`${text}\n`)),
    vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await main(argv);
    return { out: out.join(""), err: err.join(""), code: process.exitCode };
  } finally {
    process.exitCode = before;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

/** The same in a process of its own, as a shell starts it: about a second more for each. */
export function spawnProvince(root: string, ...argv: string[]): CommandResult {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(REPOSITORY, "cli/province.js"), ...argv], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PROVINCE_ROOT: root, XDG_CACHE_HOME: TEST_CACHE, PROVINCE_RUN_DIR: TEST_RUN_DIR },
  });
  return { out: stdout, err: stderr, code: status ?? -1 };
}

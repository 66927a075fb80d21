import { vi } from "vitest";
import { main } from "../cli/main.ts";

/** What a command printed, and its exit code. */
export interface CommandResult {
  out: string;
  err: string;
  code: number;
}

/** Runs `province` in this process, on the checkout at `root`. */
export const runProvince = async (root: string, ...argv: string[]): Promise<CommandResult> => {
  const out: string[] = [];
  const err: string[] = [];
  vi.stubEnv("PROVINCE_ROOT", root);
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
    return { out: out.join(""), err: err.join(""), code: Number(process.exitCode) };
  } finally {
    process.exitCode = before;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
};

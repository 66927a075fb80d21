import { runTool, tail, type ToolOptions, type ToolResult } from "../engine/host/tool.ts";
import { LocalCloudError } from "./errors.ts";

/** Runs a command to its end; one that is to end earlier is killed at once. */
export function capture(argv: readonly string[], options: Omit<ToolOptions, "graceMs"> = {}): Promise<ToolResult> {
  const [program = "", ...args] = argv;
  return runTool(program, args, { ...options, graceMs: 0 });
}

/** As {@link capture}, for commands that must succeed. @throws LocalCloudError with the end of what it said. */
export async function run(argv: readonly string[], options: Omit<ToolOptions, "graceMs"> = {}): Promise<void> {
  const { code, stdout, stderr } = await capture(argv, options);
  if (code === 0) return;
  const said = tail(`${stdout}\n${stderr}`.trim());
  const command = argv.slice(0, 4).join(" ");
  throw new LocalCloudError({
    en: `${command} ended with code ${code}:\n${said}`,
    vi: `${command} kết thúc với mã ${code}:\n${said}`,
  });
}

/**
 * Prefixes a command so that it and all it starts die with this process, even by SIGKILL: a pid namespace whose
 * first process is told by the kernel. It also gets a mount namespace of its own.
 */
export function dyingWithUs(argv: readonly string[]): string[] {
  const own = ["--fork", "--pid", "--mount", "--mount-proc", "--kill-child=KILL"];
  return ["setpriv", "--pdeathsig", "KILL", "--", "unshare", ...own, "--", ...argv];
}

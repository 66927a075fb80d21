import type { ToolResult } from "../engine/host/tool.ts";
import { capture } from "./command.ts";
import { LocalCloudError } from "./errors.ts";
import { livingInit } from "./node-process.ts";
import { runDir } from "./paths.ts";
import type { Place } from "./types.ts";

const NODE_ENV = [
  "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  "HOME=/root",
  "LC_ALL=C.UTF-8",
  "PYTHONWARNINGS=ignore",
  "OS_CLIENT_CONFIG_FILE=/run/devcloud/clouds.yaml",
  "OS_CLOUD=devcloud",
];

/**
 * Runs a command in a cloud: beyond its external network, on its node, or in one of its servers (by uuid).
 * Exit code 124 says that `timeoutMs` (60 s by default) was over, 125 that the server does not run.
 * @throws LocalCloudError when the cloud does not run.
 */
export async function runIn(
  cloud: string,
  where: Place,
  argv: string[],
  opts: { input?: string; timeoutMs?: number } = {},
): Promise<ToolResult> {
  const timeoutMs = opts.timeoutMs ?? 60_000;
  // timeout(1) inside: killing our end would leave the command running in the cloud.
  const limited = ["timeout", "-k", "2", String(timeoutMs / 1000), ...argv];
  return capture(await enterCommand(cloud, where, limited), { input: opts.input, timeoutMs: timeoutMs + 5_000 });
}

/** The host's command that runs `argv` in a place of the cloud; for an interactive shell too. */
export async function enterCommand(cloud: string, where: Place, argv: string[]): Promise<string[]> {
  const pid = await livingInit(runDir(cloud));
  if (pid === undefined) {
    throw new LocalCloudError({
      en: `the local cloud "${cloud}" does not run; start it with: province cloud up`,
      vi: `đám mây "${cloud}" trên máy không chạy; hãy khởi động: province cloud up`,
    });
  }
  const namespaces = ["--mount", "--pid", "--net", "--uts", "--ipc", "--root", "--wd"];
  const term = process.env["TERM"] ? [`TERM=${process.env["TERM"]}`] : [];
  const enterNode = ["nsenter", "--target", String(pid), ...namespaces, "--", "env", "-i", ...NODE_ENV, ...term];
  if ("internet" in where) return [...enterNode, "ip", "netns", "exec", "internet", ...argv];
  if ("server" in where) return [...enterNode, "/bin/sh", "/opt/devcloud/guest/run-inside.sh", where.server, ...argv];
  return [...enterNode, ...argv];
}

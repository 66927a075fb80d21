import { spawn } from "node:child_process";
import type { Source } from "../expected/probe.ts";

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** For the probes of one place, all at the same time. */
const TIMEOUT_MS = 120_000;

/** A place that packets can be sent from, and commands run in. */
export interface Vantage {
  run(argv: string[], input: string): Promise<CommandResult>;
}

/** Vantage points of a run by source; undefined where there is none. */
export type VantageOf = (source: Source) => Vantage | undefined;

/** How a cloud of ours runs a command beyond its external network or in a server: `runIn` of local-cloud/. */
export type RunIn = (
  cloud: string,
  where: { internet: true } | { server: string },
  argv: string[],
  options: { input: string; timeoutMs: number },
) => Promise<CommandResult>;

/**
 * Vantage points of a local cloud: its Internet, and every server whose instance id is known. A command that waits for
 * cloud-init may take `patience` seconds before its own work.
 */
export function localCloudVantages(
  cloud: string,
  runIn: RunIn,
  instanceId: (agency: string, server: string) => string | undefined,
  patience: number,
): VantageOf {
  return (source) => {
    const timeoutMs = patience * 1000 + TIMEOUT_MS;
    if (source.kind === "internet") {
      return { run: (argv, input) => runIn(cloud, { internet: true }, argv, { input, timeoutMs }) };
    }
    const server = instanceId(source.agency, source.server);
    if (server === undefined) return undefined;
    return { run: (argv, input) => runIn(cloud, { server }, argv, { input, timeoutMs }) };
  };
}

/** The only vantage point that a cloud of somebody else leaves: this host, as one of the Internet's. */
export const outsideVantage: VantageOf = (source) => (source.kind === "internet" ? thisHost : undefined);

const thisHost: Vantage = {
  run: (argv, input) =>
    new Promise((resolve, reject) => {
      const [command = "", ...rest] = argv;
      const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"], timeout: TIMEOUT_MS });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
      // A child that ends early closes its input; its exit code tells why.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    }),
};

import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { argumentsOf, isAlive, kill, processIds, programOf } from "../host/process-table.ts";
import type { Engine } from "../setup/resolve.ts";

/**
 * Ends plugins and language hosts whose engine was killed. They look for their engine only every five
 * minutes (rpcutil.Healthcheck), and until then finish what they were told: a resource could come into
 * being after the cloud was searched for it.
 *
 * Theirs is a program of this very engine whose engine's address, its last argument, answers no more.
 * Needs /proc; elsewhere nothing is found.
 *
 * @returns the ids of the processes that were ended
 */
export async function endOrphanedPlugins(engine: Engine, graceMs = 2000): Promise<number[]> {
  const programs = new Set(Object.values(engine.providers).map((plugin) => plugin.program));
  programs.add(join(dirname(engine.pulumi), "pulumi-language-nodejs"));
  const candidates = processIds().filter((pid) => programs.has(programOf(pid) ?? ""));
  const orphans: number[] = [];
  for (const pid of candidates) {
    const address = engineAddress(pid);
    if (address !== undefined && !(await answers(address))) orphans.push(pid);
  }
  for (const pid of orphans) kill(pid, "SIGTERM");
  for (const end = Date.now() + graceMs; orphans.some(isAlive) && Date.now() < end;) await sleep(50);
  for (const pid of orphans.filter(isAlive)) kill(pid, "SIGKILL");
  return orphans;
}

/** The engine starts each plugin with its own address as the last argument. */
function engineAddress(pid: number): { host: string; port: number } | undefined {
  const [, host, port] = /^(127\.0\.0\.1):(\d+)$/.exec(argumentsOf(pid).at(-1) ?? "") ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
}

function answers({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(true));
    // Slow is not dead: only a refusal says that nobody listens.
    socket.once("timeout", () => done(true));
    socket.once("error", () => done(false));
  });
}

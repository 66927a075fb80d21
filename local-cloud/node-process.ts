import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { argumentsOf, kill, pidNamespaceOf, processIds } from "../engine/host/process-table.ts";
import { tail } from "../engine/host/tool.ts";
import { asText } from "../model/text.ts";
import { LocalCloudError } from "./errors.ts";
import { SOURCE_DIR } from "./paths.ts";

/** What to start a node from. */
export interface NodeStart {
  runDir: string;
  nodeTree: string;
  guestTree: string;
  /** Where servers are virtual machines: what machine-image.ts built. */
  machineImage?: string | undefined;
  /** `overlay` leaves the tree untouched; `plain` writes into it (the build does). */
  mode: "overlay" | "plain";
  /** Unit files below opt/ of the run directory. */
  unitFiles: string[];
  /** Address of the APIs; 127.0.0.1 stays inside the node. */
  address: string;
  /** Die with this process (the build) or live on (a cloud). */
  dieWithUs: boolean;
}

/** Copies the node's scripts into the run directory, so that a running cloud doesn't feel edits of the sources. */
export async function layOutRunDir(runDir: string): Promise<void> {
  for (const dir of ["log", "mnt"]) await mkdir(join(runDir, dir), { recursive: true });
  const opt = join(runDir, "opt");
  await cp(join(SOURCE_DIR, "node"), opt, { recursive: true });
  for (const part of ["image", "internet", "guest", "vm"]) {
    await cp(join(SOURCE_DIR, part), join(opt, part), { recursive: true });
  }
}

/**
 * Starts the node's first process in namespaces of its own and returns when it stands in its root.
 * The process's number on the host is in `init.pid` of the run directory.
 */
export async function startNode(start: NodeStart): Promise<void> {
  const { runDir, nodeTree, guestTree, mode } = start;
  const units = start.unitFiles.map((file) => `/opt/devcloud/${file}`);
  const enter = ["/bin/sh", enterScript(runDir), runDir, nodeTree, guestTree, mode, ...units];
  const namespaces = ["--fork", "--kill-child=KILL", "--pid", "--mount", "--uts", "--ipc"];
  const unshare = ["unshare", ...namespaces, "--", ...enter];
  const argv = start.dieWithUs ? ["setpriv", "--pdeathsig", "KILL", "--", ...unshare] : unshare;
  const log = openSync(join(runDir, "log", "console.log"), "a");
  const child = spawn(argv[0]!, argv.slice(1), {
    stdio: ["ignore", log, log],
    detached: true,
    env: {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      DEVCLOUD_ADDRESS: start.address,
      DEVCLOUD_VM_TREES: start.machineImage ?? "",
    },
  });
  child.unref();
  closeSync(log);
  let ended: string | undefined;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code, signal) => (ended = `code ${code ?? signal}`));
  const deadline = Date.now() + 20_000;
  while (!existsSync(join(runDir, "booted"))) {
    if (ended !== undefined || Date.now() > deadline) {
      const said = await logTail(runDir, "console.log");
      const why = ended === undefined ? { en: "20 s are over", vi: "đã quá 20 giây" } : asText(ended);
      throw new LocalCloudError({
        en: `the node did not boot (${why.en}):\n${said}`,
        vi: `nút không khởi động được (${why.vi}):\n${said}`,
      });
    }
    await sleep(50);
  }
  const namespace = pidNamespaceOf(await readPid(runDir));
  if (namespace !== undefined) await writeFile(join(runDir, "init.namespace"), namespace);
}

/** Host pid of the node's first process while that very process lives, else undefined. */
export async function livingInit(runDir: string): Promise<number | undefined> {
  const pid = await readPid(runDir);
  // A number may come again after the process ended; its pid namespace does not.
  const current = pidNamespaceOf(pid);
  if (current === undefined || current === pidNamespaceOf(process.pid)) return undefined;
  const recorded = await readFile(join(runDir, "init.namespace"), "utf8").catch(() => current);
  return recorded === current ? pid : undefined;
}

/** Kills the node with everything in it, in the time the kernel needs; also one that has not yet told its number. */
export async function killNode(runDir: string): Promise<void> {
  const init = await livingInit(runDir);
  if (init !== undefined) kill(init, "SIGKILL");
  for (const pid of launchers(runDir)) kill(pid, "SIGKILL");
  await waitUntilGone(runDir, 10_000);
}

/** The processes that carry this very directory's enter.sh as an argument: unshare(1), whose end ends its child. */
function launchers(runDir: string): number[] {
  return processIds().filter((pid) => argumentsOf(pid).includes(enterScript(runDir)));
}

const enterScript = (runDir: string): string => join(runDir, "opt", "enter.sh");

/** Asks the node to stop its services in order and waits for its end. @throws LocalCloudError when it takes too long. */
export async function stopNodeInOrder(runDir: string, timeoutMs: number): Promise<void> {
  const pid = await livingInit(runDir);
  if (pid === undefined) return;
  kill(pid, "SIGTERM");
  await waitUntilGone(runDir, timeoutMs);
}

async function waitUntilGone(runDir: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while ((await livingInit(runDir)) !== undefined || launchers(runDir).length > 0) {
    if (Date.now() > deadline) {
      const seconds = timeoutMs / 1000;
      throw new LocalCloudError({
        en: `the node in ${runDir} did not end in ${seconds} s`,
        vi: `nút trong ${runDir} không dừng sau ${seconds} giây`,
      });
    }
    await sleep(50);
  }
}

/** The number that the node's first process wrote; NaN, which no process has, where it has not. */
async function readPid(runDir: string): Promise<number> {
  return Number(await readFile(join(runDir, "init.pid"), "utf8").catch(() => NaN));
}

/** The last lines of a log of a run directory, or a remark that there are none. */
export async function logTail(runDir: string, log: string): Promise<string> {
  const path = join(runDir, "log", log);
  return tail(await readFile(path, "utf8").catch(() => "")) || `(${path} is empty)`;
}

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { argumentsOf, processIds, programOf } from "../../engine/host/process-table.ts";

/** A process of a command that runs. */
export interface RunningProcess {
  pid: number;
  parent: number;
  /** Name of its program, such as `pulumi`; empty when it may not be seen. */
  program: string;
  /** The stack whose engine it is or belongs to; undefined for the command itself. */
  stack: string | undefined;
}

/** What a kill ends: the engine, a provider, the program that the language host runs, or all that a command started. */
export const TARGETS = ["engine", "plugin", "program", "tree"] as const;

export type Target = (typeof TARGETS)[number];

/** A process with all that it started, and what those started, in that order. Needs /proc. */
export function processTree(root: number): RunningProcess[] {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const tree: RunningProcess[] = [{ pid: root, parent: 0, program: nameOf(root), stack: undefined }];
  for (const { pid: parent, stack } of tree) {
    for (const [pid, its] of parents) {
      if (its !== parent) continue;
      tree.push({ pid, parent, program: nameOf(pid), stack: stack ?? stackNamed(argumentsOf(pid)) });
    }
  }
  return tree;
}

/** The processes of a tree to be killed, the first first; for other targets than the tree those of one stack. */
export function victims(tree: readonly RunningProcess[], target: Target, stack: string | undefined): number[] {
  const of = (is: (process: RunningProcess) => boolean): number[] =>
    tree.filter((each) => is(each) && (stack === undefined || each.stack === stack)).map(({ pid }) => pid);
  if (target === "tree") return tree.map(({ pid }) => pid);
  if (target === "engine") return of(({ program }) => program === "pulumi");
  if (target === "plugin") return of(({ program }) => program === "pulumi-resource-openstack");
  const hosts = of(({ program }) => program === "pulumi-language-nodejs");
  return of(({ program, parent }) => program === "node" && hosts.includes(parent));
}

/** The process of a tree that holds the client's end of a connection to this machine's loopback; undefined when none does. */
export function senderOf(
  connection: { client: number; proxy: number },
  tree: readonly RunningProcess[],
): RunningProcess | undefined {
  const inode = inodeOf(connection);
  return inode === undefined ? undefined : tree.find(({ pid }) => socketsOf(pid).includes(`socket:[${inode}]`));
}

/** Whether a process runs in a folder: also what a killed command left behind. */
export function runsIn(pid: number, folder: string): boolean {
  return readable(() => readlinkSync(`/proc/${pid}/cwd`))?.startsWith(folder) ?? false;
}

const stackNamed = (args: readonly string[]): string | undefined => {
  const at = args.indexOf("--stack");
  return at < 0 ? undefined : args[at + 1];
};

const nameOf = (pid: number): string => basename(programOf(pid) ?? "");

function parentOf(pid: number): number {
  // proc_pid_stat(5): field 4; the command's name (field 2) may hold blanks and brackets.
  const stat = readable(() => readFileSync(`/proc/${pid}/stat`, "utf8")) ?? "";
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

/** proc_net_tcp(5): local and remote address, in hexadecimal, and the socket's inode. */
function inodeOf({ client, proxy }: { client: number; proxy: number }): string | undefined {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
  const lines = (readable(() => readFileSync("/proc/net/tcp", "utf8")) ?? "").split("\n");
  const fields = lines.map((line) => line.trim().split(/\s+/));
  return fields.find(([, from, to]) => from?.endsWith(`:${hex(client)}`) && to?.endsWith(`:${hex(proxy)}`))?.[9];
}

function socketsOf(pid: number): string[] {
  const descriptors = readable(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return descriptors.map((each) => readable(() => readlinkSync(`/proc/${pid}/fd/${each}`)) ?? "");
}

/** Processes end while one looks at them. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

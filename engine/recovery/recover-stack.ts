import { setTimeout as sleep } from "node:timers/promises";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { type OpenStackSession, openSession } from "../../openstack/session.ts";
import {
  type Deployment,
  type Export,
  nameOf,
  type PendingOperation,
  readCheckpoint,
  revealed,
  withAdopted,
  withoutPending,
} from "../checkpoint.ts";
import { engineEnvironment } from "../environment.ts";
import { EngineError } from "../errors.ts";
import { tail, type ToolResult } from "../host/tool.ts";
import { runPulumi } from "../run-pulumi.ts";
import type { Engine } from "../setup/resolve.ts";
import { fileBackendFolder } from "../state.ts";
import { providerCloud } from "../state/provider-cloud.ts";
import { isHeld, removeLock, removeTornAttributes, stackLocks } from "./locks.ts";
import {
  type CloudResource,
  findOrphans,
  type OrphanKind,
  orphanKinds,
  removeOrphan,
  type Search,
} from "./orphan-kinds.ts";
import { endOrphanedPlugins } from "./orphan-processes.ts";

export interface RecoverOptions {
  project: string;
  cwd: string;
  env?: Record<string, string>;
  onProgress?: (message: string) => void;
  signal?: AbortSignal;
  /** How long to wait for an update of this stack that still runs. */
  waitMs?: number;
}

type Result = "adopted" | "removed" | "read again" | "not begun" | "unclear";

/** What was done about each thing that an interrupted update had left. */
export interface Recovery {
  /** Locks of dead updates taken away. */
  locks: number;
  /** One line for each interrupted operation. */
  operations: {
    urn: string;
    was: PendingOperation["type"];
    now: Result;
    note?: string;
  }[];
}

/**
 * Brings a stack whose update was killed back into order, so that the next `up` goes on:
 *
 * 1. locks of dead updates go (a lock that a living process holds is waited for), and so do plugins that
 *    a dead engine left running;
 * 2. for each creation whose end the engine did not hear of, the cloud is searched: what was made is
 *    adopted into the state or, where it can't be read back, removed;
 * 3. interrupted updates and deletions are read from the cloud again;
 * 4. nothing stays pending.
 *
 * Costs a few file reads when there is nothing to do. Can itself be killed and repeated.
 *
 * @throws EngineError when another update still runs, when the cloud does not answer or is not known, or when the state
 *   can't be read or written; the signal's reason when it is aborted. What was pending then stays pending.
 */
export async function recoverStack(engine: Engine, stack: string, options: RecoverOptions): Promise<Recovery> {
  const env = options.env ?? engineEnvironment(engine);
  const recovery: Recovery = { locks: 0, operations: [] };
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  let since: number | undefined;
  if (folder !== undefined) {
    const locks = await freeLocks(folder, stack, options);
    recovery.locks = locks.length;
    removeTornAttributes(folder, options.project, stack);
    since = Math.min(...locks.map((l) => Date.parse(l.timestamp)).filter((t) => !Number.isNaN(t)));
    const pendingHere = readCheckpoint(folder, options.project, stack)?.pending_operations ?? [];
    if (locks.length > 0 || pendingHere.length > 0) await endOrphanedPlugins(engine);
    if (pendingHere.length === 0) return recovery;
  }
  const run = async (args: string[], input?: string) => {
    options.signal?.throwIfAborted();
    const { cwd, signal } = options;
    const limits = { signal, timeoutMs: 900_000 };
    const result = await runPulumi(engine, [...args, "--stack", stack], { cwd, env, input, ...limits });
    signal?.throwIfAborted();
    return result;
  };
  const shown = await run(["stack", "export", "--show-secrets"]);
  if (/no stack named/.test(shown.stderr) && shown.code !== 0) return recovery;
  const clear = exported(stack, shown).deployment;
  const pending = clear.pending_operations ?? [];
  if (pending.length === 0) return recovery;
  if (folder === undefined) await endOrphanedPlugins(engine);
  options.onProgress?.(`${stack}: ${pending.length} operations were interrupted; looking at what they left`);

  const start = since !== undefined && Number.isFinite(since) ? since : Date.parse(clear.manifest.time) - 30 * 60_000;
  const adopted = await settleCreations(clear, pending, start, recovery, { ...options, env });
  await readAgain(stack, pending, adopted, recovery, run);
  return recovery;
}

function exported(stack: string, { code, stdout, stderr }: ToolResult): Export {
  if (code !== 0) throw new EngineError(`The state of ${stack} can't be read:\n${tail(stderr)}`);
  return JSON.parse(stdout) as Export;
}

/** Takes dead updates' locks away and waits for living ones. @returns those taken away */
async function freeLocks(folder: string, stack: string, options: RecoverOptions) {
  const end = Date.now() + (options.waitMs ?? 60_000);
  for (let said = false; ; said = true) {
    options.signal?.throwIfAborted();
    const locks = stackLocks(folder, options.project, stack);
    const held = locks.find(isHeld);
    if (held === undefined) {
      for (const lock of locks) removeLock(lock);
      return locks;
    }
    if (Date.now() >= end) {
      throw new EngineError(
        `Another update of ${stack} is running: process ${held.pid} on ${held.hostname}, since ${held.timestamp}.`,
        `Wait for it. If it is gone for certain (another machine that died), run \`pulumi cancel --stack ${stack}\`.`,
      );
    }
    if (!said) options.onProgress?.(`${stack}: waiting for process ${held.pid}, which is updating it`);
    await sleep(500, undefined, { signal: options.signal });
  }
}

/** @returns URN and id of the creations to adopt */
async function settleCreations(
  state: Deployment,
  pending: readonly PendingOperation[],
  since: number,
  recovery: Recovery,
  options: RecoverOptions & { env: Record<string, string> },
): Promise<Map<string, string>> {
  const adopted = new Map<string, string>();
  const resources = state.resources ?? [];
  const known = new Set(resources.map((r) => r.id).filter((id): id is string => !!id));
  const present = new Map(resources.map((r) => [r.urn, r]));
  const sessions = new Map<string, Promise<OpenStackSession>>();
  // The engine wrote its state when it began the last operation. A clock that is ahead costs no more than this.
  const settled = Math.min(Date.parse(state.manifest.time), Date.now()) + settlingMs;
  for (const { resource, type } of pending) {
    if (type !== "creating") continue;
    const { urn } = resource;
    const note = (now: Result, why?: string): void => {
      recovery.operations.push({ urn, was: type, now, note: why });
      options.onProgress?.(`${nameOf(urn)}: ${now}${why ? ` (${why})` : ""}`);
    };
    const before = present.get(urn);
    if (before?.id && before["delete"] !== true && JSON.stringify(before.inputs) === JSON.stringify(resource.inputs)) {
      // An earlier recovery took it in and was killed before it was read.
      adopted.set(urn, before.id);
      note("adopted");
      continue;
    }
    const kind = orphanKinds[resource.type];
    if (kind === undefined) {
      note(resource.type.startsWith("openstack:") ? "unclear" : "not begun", `${resource.type} is made anew`);
      continue;
    }
    try {
      const key = resource.provider ?? "";
      sessions.set(key, sessions.get(key) ?? openSession(providerCloud(resources, key, options)));
      const session = await (sessions.get(key) as Promise<OpenStackSession>);
      const inputs = revealed(resource.inputs ?? {}) as Record<string, unknown>;
      const found = await findSettled(session, kind, { inputs, since, known }, settled, options.signal);
      // The new one of a replacement can't be adopted: its URN still belongs to the old one.
      const action = before === undefined ? kind.action : "remove";
      const [now, why] = await settle(session, { ...kind, action }, found);
      if (now === "adopted" && why !== undefined) adopted.set(urn, why);
      note(now, why);
      for (const { id } of found) known.add(id);
    } catch (error) {
      // Whatever stays pending is looked for again by the next run; what is written off here is lost to every run.
      options.signal?.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof CloudApiError && !error.refused) {
        throw new EngineError(
          `What an interrupted update of ${nameOf(urn)} made can't be looked for in the cloud: ${why}`,
          "The state was not changed. Make the cloud reachable and try again.",
        );
      }
      note("unclear", `the cloud could not be asked: ${why}`);
    }
  }
  return adopted;
}

/** How long after the engine's last word a busy cloud may still work on a request of it. */
const settlingMs = 20_000;

/** Searches until something is found or whatever was asked of the cloud must be there: a POST outlives its sender. */
async function findSettled(
  session: OpenStackSession,
  kind: OrphanKind,
  search: Search,
  settled: number,
  signal?: AbortSignal,
): Promise<CloudResource[]> {
  for (;;) {
    const found = await findOrphans(session, kind, search);
    if (found.length > 0 || Date.now() >= settled) return found;
    await sleep(1000, undefined, { signal });
  }
}

/** Removes what was found, unless it is to be adopted. @returns what becomes of it, with its id or the reason */
async function settle(
  session: OpenStackSession,
  kind: OrphanKind,
  found: CloudResource[],
): Promise<[now: Result, why?: string]> {
  const [only, ...others] = found;
  if (only === undefined) return ["not begun"];
  if (others.length > 0) {
    const ids = found.map(({ id }) => id).join(", ");
    return ["unclear", `${found.length} in the cloud fit: ${ids}; delete what is not in use`];
  }
  if (kind.action === "adopt") return ["adopted", only.id];
  // A project or user may hold another's work; a replacement of one is for a person to look at.
  if (kind.service === "identity") return ["unclear", `${only.id} may be what a replacement made`];
  await removeOrphan(session, kind, only);
  return ["removed", only.id];
}

/** Writes what was adopted into the state, reads all that was touched from the cloud, ends what is pending. */
async function readAgain(
  stack: string,
  pending: readonly PendingOperation[],
  adopted: ReadonlyMap<string, string>,
  recovery: Recovery,
  run: (args: string[], input?: string) => Promise<ToolResult>,
): Promise<void> {
  const changeState = async (change: (d: Deployment) => Deployment): Promise<void> => {
    // Without --show-secrets: what is written back stays encrypted throughout.
    const now = exported(stack, await run(["stack", "export"]));
    const changed = JSON.stringify({ ...now, deployment: change(now.deployment) });
    const { code, stderr } = await run(["stack", "import"], changed);
    if (code !== 0) throw new EngineError(`The state of ${stack} can't be written:\n${tail(stderr)}`);
  };
  if (adopted.size > 0) await changeState((d) => withAdopted(d, adopted));
  const touched = pending.filter((op) => op.type === "updating" || op.type === "deleting");
  const targets = new Set([...adopted.keys(), ...touched.map((op) => op.resource.urn)]);
  if (targets.size > 0) {
    const args = ["refresh", "--yes", "--skip-preview", "--skip-pending-creates"];
    const { code, stdout, stderr } = await run([...args, ...[...targets].flatMap((urn) => ["--target", urn])]);
    if (code !== 0) {
      throw new EngineError(
        `What an interrupted update of ${stack} left can't be read from the cloud:\n${tail(stdout + stderr)}`,
        "The state was not changed further. Make the cloud reachable and try again.",
      );
    }
  }
  for (const { resource, type } of touched)
    recovery.operations.push({ urn: resource.urn, was: type, now: "read again" });
  await changeState(withoutPending);
}

import { setTimeout as sleep } from "node:timers/promises";
import { asText, inBoth, type Progress, type Text } from "../../model/text.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { kindToFind } from "../../openstack/kinds/kind.ts";
import { openPatientSession } from "../../openstack/patient-session.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import {
  type Deployment,
  type PendingOperation,
  readCheckpoint,
  type ResourceState,
  typeOf,
  withoutPending,
} from "../checkpoint.ts";
import { engineEnvironment } from "../environment.ts";
import { EngineError } from "../errors.ts";
import { tail } from "../host/tool.ts";
import { runPulumi } from "../run-pulumi.ts";
import type { Engine } from "../setup/resolve.ts";
import { fileBackendFolder } from "../state.ts";
import { editState, exportState, type Place } from "../state/edit-state.ts";
import { providerCloud } from "../state/provider-cloud.ts";
import { withAdopted } from "./adoption.ts";
import { idsOfOtherStacks } from "./known-ids.ts";
import { isHeld, removeLock, removeTornAttributes, stackLocks } from "./locks.ts";
import { endOrphanedPlugins } from "./orphan-processes.ts";
import { type PlannedResource, providerReference } from "./planned-resource.ts";
import { type Found, type Outcome, search, titleOf } from "./search.ts";
import { wantedOf } from "./wanted.ts";

export interface RecoverOptions {
  project: string;
  cwd: string;
  env?: Record<string, string>;
  onProgress?: Progress;
  signal?: AbortSignal;
  /** How long to wait for an update of this stack that still runs. */
  waitMs?: number;
  /** All that the stack's program would register: what of it the state lacks is looked for in the cloud. */
  planned?: readonly PlannedResource[];
  /** URNs of creations that a run began and did not hear the end of, though nothing stayed pending. */
  doubtful?: ReadonlySet<string>;
  /** Whether the cloud answered each of those, so that none is still under way. */
  answered?: boolean;
  /** Whether something that has a planned name and is otherwise stops the run; not where all is to go. Default true. */
  strict?: boolean;
}

/** What was done about each thing that an interrupted update had left. */
export interface Recovery {
  /** Locks of dead updates taken away. */
  locks: number;
  /** One line for each interrupted operation. */
  operations: {
    urn: string;
    was: PendingOperation["type"] | "missing";
    now: Outcome["now"] | "read again";
    note?: Text;
  }[];
}

/**
 * Brings a stack whose update did not end well back into order, so that the next `up` goes on:
 *
 * 1. locks of dead updates go (a lock that a living process holds is waited for), and so do plugins that
 *    a dead engine left running;
 * 2. each creation whose end the engine did not hear of, and all that is planned and not in the state, is looked for in
 *    the cloud: what equals the plan is adopted into the state, what is half-made is removed, all else is named;
 * 3. interrupted updates and deletions, and what failed half-way, are read from the cloud again;
 * 4. nothing stays pending.
 *
 * Costs a few file reads when the state has all that is planned and nothing is pending. Can itself be killed and repeated.
 *
 * @throws EngineError when another update still runs, when the cloud does not answer or is not known, when it has
 *   something else under a planned name, or when the state can't be read or written; the signal's reason when it is
 *   aborted. What could not be looked for stays pending.
 */
export async function recoverStack(engine: Engine, stack: string, options: RecoverOptions): Promise<Recovery> {
  const env = options.env ?? engineEnvironment(engine);
  const recovery: Recovery = { locks: 0, operations: [] };
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  if (folder !== undefined) {
    const locks = await freeLocks(folder, stack, options);
    recovery.locks = locks.length;
    removeTornAttributes(folder, options.project, stack);
    const here = readCheckpoint(folder, options.project, stack);
    const isPending = (here?.pending_operations ?? []).length > 0;
    if (locks.length > 0 || isPending) await endOrphanedPlugins(engine);
    if (here === undefined || (!isPending && halfDone(here).length === 0 && !lacks(here, options))) return recovery;
  }
  const place: Place = { cwd: options.cwd, env, signal: options.signal, timeoutMs: 900_000 };
  const shown = await exportState(engine, stack, place, { secrets: true });
  if (shown === undefined) return recovery;
  const clear = shown.deployment;
  const pending = clear.pending_operations ?? [];
  if (pending.length === 0 && halfDone(clear).length === 0 && !lacks(clear, options)) return recovery;
  if (folder === undefined) await endOrphanedPlugins(engine);
  const doing = pending.length > 0 ? interrupted(pending.length) : lacks(clear, options) ? MISSING : HALF_WAY;
  options.onProgress?.(inBoth((language) => `${stack}: ${doing[language]}`));

  const found = await look(stack, clear, recovery, folder, { ...options, env });
  await readAgain(engine, stack, place, clear, found, recovery, options.planned ?? []);
  const inTheWay = recovery.operations.filter(({ now }) => now === "in the way");
  if (inTheWay.length > 0 && options.strict !== false) {
    const introduction = {
      en: `The cloud has what ${stack} would make, and not as it is planned:`,
      vi: `Đám mây đã có những gì ${stack} sẽ tạo, nhưng khác với kế hoạch:`,
    };
    throw new EngineError(
      inBoth((language) => {
        const lines = inTheWay.map(
          ({ urn, note }) => `${titleOf({ urn, type: typeOf(urn) })[language]}: ${note?.[language]}`,
        );
        return [introduction[language], ...lines].join("\n");
      }),
      {
        en: "Nothing more was changed. Remove it, rename it, or write it as it is into the YAML; then run the same command again.",
        vi: "Không thay đổi gì thêm. Hãy xóa, đổi tên, hoặc ghi đúng như vậy vào YAML; rồi chạy lại lệnh này.",
      },
    );
  }
  return recovery;
}

function interrupted(count: number): Text {
  return {
    en: `${count} operations were interrupted; looking at what they left`,
    vi: `${count} thao tác bị ngắt; đang xem chúng để lại gì`,
  };
}
const MISSING = {
  en: "looking in the cloud for what the state lacks",
  vi: "đang tìm trên đám mây những gì trạng thái còn thiếu",
};
const HALF_WAY = { en: "reading again what failed half-way", vi: "đang đọc lại những gì hỏng giữa chừng" };

/**
 * What an operation that failed left with the new inputs in the state, whatever of it the cloud has: the provider compares
 * the state with the program, finds no difference and does nothing, for ever.
 */
function halfDone({ resources = [] }: Deployment): ResourceState[] {
  return resources.filter((resource) => Array.isArray(resource["initErrors"]) && resource["initErrors"].length > 0);
}

/** Whether there is something to look for: the state knows a cloud, and lacks some of what the program would make. */
function lacks({ resources = [] }: Deployment, { planned = [], doubtful }: RecoverOptions): boolean {
  if (!resources.some(({ type }) => type === "pulumi:providers:openstack")) return false;
  const present = new Set(resources.map(({ urn }) => urn));
  return (
    (doubtful !== undefined && doubtful.size > 0) ||
    planned.some(({ urn, type }) => !present.has(urn) && kindToFind(type) !== undefined)
  );
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
        {
          en: `Another update of ${stack} is running: process ${held.pid} on ${held.hostname}, since ${held.timestamp}.`,
          vi: `Đang có lần cập nhật khác của ${stack}: tiến trình ${held.pid} trên ${held.hostname}, từ ${held.timestamp}.`,
        },
        {
          en: `Wait for it. If it is gone for certain (another machine that died), run \`pulumi cancel --stack ${stack}\`.`,
          vi: `Hãy chờ. Nếu chắc chắn nó không còn chạy (máy khác đã hỏng), hãy chạy \`pulumi cancel --stack ${stack}\`.`,
        },
      );
    }
    if (!said) {
      options.onProgress?.({
        en: `${stack}: waiting for process ${held.pid}, which is updating it`,
        vi: `${stack}: đang chờ tiến trình ${held.pid} cập nhật xong`,
      });
    }
    await sleep(500, undefined, { signal: options.signal });
  }
}

const BECAME: Readonly<Record<Outcome["now"], Text>> = {
  adopted: { en: "adopted", vi: "đã tiếp quản" },
  removed: { en: "removed", vi: "đã xóa" },
  "not begun": { en: "not begun", vi: "chưa bắt đầu" },
  "in the way": { en: "in the way", vi: "vướng" },
  unclear: { en: "unclear", vi: "chưa rõ" },
};

/** Looks in the cloud for all that the state lacks. @returns what is to be adopted, by URN */
async function look(
  stack: string,
  state: Deployment,
  recovery: Recovery,
  folder: string | undefined,
  options: RecoverOptions & { env: Record<string, string> },
): Promise<Map<string, Found | string>> {
  const resources = state.resources ?? [];
  const creating = (state.pending_operations ?? []).filter(({ type }) => type === "creating");
  const note = (urn: string, was: "creating" | "missing", now: Outcome["now"], why?: Text): void => {
    recovery.operations.push({ urn, was, now, note: why });
    const [title, end] = [titleOf({ urn, type: typeOf(urn) }), BECAME[now]];
    options.onProgress?.(
      inBoth((language) => `${title[language]}: ${end[language]}${why ? ` (${why[language]})` : ""}`),
    );
  };
  // An earlier recovery took them in and was killed before they were read.
  const taken = new Map(
    creating.flatMap((op) => {
      const before = resources.find(({ urn }) => urn === op.resource.urn);
      const same =
        before?.id && before["delete"] !== true && JSON.stringify(before.inputs) === JSON.stringify(op.resource.inputs);
      return same ? [[op.resource.urn, op] as const] : [];
    }),
  );
  const found = new Map<string, Found | string>();
  for (const urn of taken.keys()) {
    found.set(urn, resources.find((each) => each.urn === urn)?.id ?? "");
    note(urn, "creating", "adopted");
  }
  const wanted = wantedOf(state, options, new Set(taken.keys()));
  for (const { resource } of creating) {
    if (taken.has(resource.urn) || kindToFind(resource.type) !== undefined) continue;
    note(resource.urn, "creating", "not begun", {
      en: `${resource.type} is made anew`,
      vi: `${resource.type} sẽ được tạo lại`,
    });
  }
  const sessions = new Map<string, Promise<OpenStackSession>>();
  const sessionOf = (provider: string): Promise<OpenStackSession> => {
    const open =
      sessions.get(provider) ?? openPatientSession(providerCloud(resources, provider, options), options.signal);
    sessions.set(provider, open);
    return open;
  };
  const own = new Set(resources.map(({ id }) => id));
  let others: ReadonlySet<string> | undefined;
  try {
    const adopted = await search(wanted, {
      sessionOf,
      ids: new Map(resources.flatMap(({ urn, id }) => (id ? [[urn, id] as const] : []))),
      isKnown: (id) => own.has(id) || (others ??= idsOfOtherStacks(folder, options.project, stack)).has(id),
      // The engine wrote its state when it began the last operation. A clock that is ahead costs no more than this.
      settled: options.answered ? 0 : Math.min(Date.parse(state.manifest.time) || 0, Date.now()) + settlingMs,
      onOutcome: ({ urn }, outcome) => {
        const was = creating.some(({ resource }) => resource.urn === urn) ? "creating" : "missing";
        note(urn, was, outcome.now, whyOf(outcome));
      },
      signal: options.signal,
    });
    for (const [urn, one] of adopted) found.set(urn, one);
  } catch (error) {
    // Whatever stays pending is looked for again by the next run; what is written off here is lost to every run.
    options.signal?.throwIfAborted();
    if (!(error instanceof CloudApiError)) throw error;
    throw new EngineError(
      {
        en: `What an interrupted update of ${stack} made can't be looked for in the cloud: ${error.text.en}`,
        vi: `Không tìm được trên đám mây những gì lần cập nhật bị ngắt của ${stack} đã tạo: ${error.text.vi}`,
      },
      {
        en: "The state was not changed. Make the cloud reachable and try again.",
        vi: "Trạng thái chưa thay đổi. Hãy kết nối lại đám mây rồi thử lại.",
      },
    );
  }
  return found;
}

function whyOf(outcome: Outcome): Text | undefined {
  if (outcome.now === "adopted") return asText(outcome.found.id);
  if (outcome.now === "removed") return inBoth((language) => `${outcome.ids.join(", ")}: ${outcome.why[language]}`);
  return "why" in outcome ? outcome.why : undefined;
}

/** How long after the engine's last word a busy cloud may still work on a request of it. */
const settlingMs = 20_000;

/** Writes what was adopted into the state, reads all that was touched from the cloud, ends what is pending. */
async function readAgain(
  engine: Engine,
  stack: string,
  place: Place,
  state: Deployment,
  found: ReadonlyMap<string, Found | string>,
  recovery: Recovery,
  planned: readonly PlannedResource[],
): Promise<void> {
  const pending = state.pending_operations ?? [];
  const failed = halfDone(state);
  if (found.size === 0 && pending.length === 0 && failed.length === 0) return;
  const adopted = new Map([...found].flatMap(([urn, one]) => (typeof one === "string" ? [] : [[urn, one] as const])));
  if (adopted.size > 0) {
    const adopting = (deployment: Deployment): Deployment =>
      withAdopted(deployment, adopted, planned, ({ provider }) =>
        providerReference(provider, deployment.resources ?? []),
      );
    await editState(engine, stack, adopting, place);
  }
  const touched = [
    ...pending.filter(({ type }) => type === "updating" || type === "deleting"),
    ...failed.map((resource) => ({ resource, type: "updating" as const })),
  ];
  const targets = new Set([...found.keys(), ...touched.map((op) => op.resource.urn)]);
  if (targets.size > 0) {
    const args = ["refresh", "--yes", "--skip-preview", "--skip-pending-creates", "--stack", stack];
    const chosen = [...targets].flatMap((urn) => ["--target", urn]);
    const { code, stdout, stderr } = await runPulumi(engine, [...args, ...chosen], place);
    place.signal?.throwIfAborted();
    if (code !== 0) {
      throw new EngineError(
        {
          en: `What an interrupted update of ${stack} left can't be read from the cloud:\n${tail(stdout + stderr)}`,
          vi: `Không đọc được từ đám mây những gì lần cập nhật bị ngắt của ${stack} để lại:\n${tail(stdout + stderr)}`,
        },
        {
          en: "The state was not changed further. Make the cloud reachable and try again.",
          vi: "Trạng thái không thay đổi thêm. Hãy kết nối lại đám mây rồi thử lại.",
        },
      );
    }
  }
  for (const { resource, type } of touched)
    recovery.operations.push({ urn: resource.urn, was: type, now: "read again" });
  if (pending.length > 0) await editState(engine, stack, withoutPending, place);
}

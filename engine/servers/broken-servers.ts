import { setTimeout as sleep } from "node:timers/promises";
import { asText, inBoth, type Progress, type Text } from "../../model/text.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { openSession, type OpenStackSession } from "../../openstack/session.ts";
import { type Deployment, nameOf, type ResourceState } from "../checkpoint.ts";
import { EngineError } from "../errors.ts";
import type { Engine } from "../setup/resolve.ts";
import { exportState } from "../state/edit-state.ts";
import { providerCloud } from "../state/provider-cloud.ts";

/** A server that Nova says is in ERROR. */
export interface BrokenServer {
  urn: string;
  id: string;
  name: string;
  /** In Nova's words, where it has some. */
  reason: Text;
  /** Whether it ever ran: what never ran holds nothing. */
  launched: boolean;
}

export interface ServersOptions {
  stack: string;
  cwd: string;
  env: Record<string, string>;
  onProgress?: Progress;
  signal?: AbortSignal;
}

const INSTANCE = "openstack:compute/instance:Instance";

const instances = (state: Deployment | undefined): ResourceState[] =>
  (state?.resources ?? []).filter(({ type, id, delete: leaving }) => type === INSTANCE && id && leaving !== true);

/**
 * Whether a state tells of a server that is in ERROR or was when it was last read. The provider takes such a server for
 * one that needs no change. Pure.
 */
export function mayBeBroken(state: Deployment | undefined): boolean {
  return instances(state).some(isDoubtful);
}

const isDoubtful = ({ initErrors, outputs }: ResourceState): boolean =>
  (Array.isArray(initErrors) && initErrors.length > 0) || outputs?.["powerState"] === "error";

/**
 * Asks Nova, as the provider of each, about the servers of a stack that the state has doubts about, and returns those
 * that are in ERROR. With `repair` those that once ran are rebooted hard first, which keeps their disks.
 *
 * @throws EngineError when the state or the cloud can't be asked
 */
export async function brokenServers(
  engine: Engine,
  options: ServersOptions,
  { repair = false }: { repair?: boolean } = {},
): Promise<BrokenServer[]> {
  const { stack, onProgress } = options;
  const broken: BrokenServer[] = [];
  for (const [resource, session] of await withSessions(engine, options, isDoubtful)) {
    const server = await askNova(session, resource);
    if (server === undefined) continue;
    if (repair && server.launched) {
      const [who, { reason }] = [`${stack}: ${server.name}`, server];
      onProgress?.({
        en: `${who} is in ERROR (${reason.en}); rebooting it`,
        vi: `${who} ở trạng thái ERROR (${reason.vi}); đang khởi động lại`,
      });
      if (await rebooted(session, server.id, options.signal)) continue;
    }
    broken.push(server);
  }
  return broken;
}

/** Resources of a stack's servers with a session of their provider. */
async function withSessions(
  engine: Engine,
  { stack, cwd, env, signal }: ServersOptions,
  which: (resource: ResourceState) => boolean,
): Promise<[ResourceState, OpenStackSession][]> {
  const state = (await exportState(engine, stack, { cwd, env, signal }, { secrets: true }))?.deployment;
  const sessions = new Map<string, Promise<OpenStackSession>>();
  const found = instances(state).filter(which);
  try {
    return await Promise.all(
      found.map(async (resource): Promise<[ResourceState, OpenStackSession]> => {
        const key = resource.provider ?? "";
        const session = sessions.get(key) ?? openSession(providerCloud(state?.resources ?? [], key, { env, cwd }));
        sessions.set(key, session);
        return [resource, await session];
      }),
    );
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    const asked = {
      en: `Nova can't be asked about the servers of ${stack}: ${error.text.en}`,
      vi: `Không hỏi được Nova về các máy chủ của ${stack}: ${error.text.vi}`,
    };
    throw new EngineError(asked, undefined, error);
  }
}

interface NovaServer {
  name?: string;
  status?: string;
  fault?: { message?: string };
  "OS-SRV-USG:launched_at"?: string | null;
}

async function readServer(session: OpenStackSession, id: string): Promise<NovaServer | undefined> {
  const { status, body } = await session.call("compute", "GET", `/servers/${encodeURIComponent(id)}`);
  return status === 200 ? (body as { server?: NovaServer } | undefined)?.server : undefined;
}

const SET_BY_SOMEBODY = {
  en: "Nova gives no reason: somebody set it so",
  vi: "Nova không nêu lý do: có người đã đặt như vậy",
};

/** @returns undefined unless the server is in ERROR */
async function askNova(
  session: OpenStackSession,
  { urn, id = "" }: Pick<ResourceState, "urn" | "id">,
): Promise<BrokenServer | undefined> {
  const server = await readServer(session, id);
  if (server?.status !== "ERROR") return undefined;
  const said = server.fault?.message?.trim().replace(/\.$/, "");
  const reason = said === undefined ? SET_BY_SOMEBODY : asText(said);
  const launched = (server["OS-SRV-USG:launched_at"] ?? "") !== "";
  return { urn, id, name: server.name ?? nameOf(urn), reason, launched };
}

/** Reboots a server hard, which Nova allows one in ERROR. @returns whether it runs within a minute */
async function rebooted(session: OpenStackSession, id: string, signal?: AbortSignal): Promise<boolean> {
  const path = `/servers/${encodeURIComponent(id)}`;
  const { status } = await session.call("compute", "POST", `${path}/action`, { body: { reboot: { type: "HARD" } } });
  if (status >= 300) return false;
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const now = (await readServer(session, id))?.status;
    if (now === "ACTIVE") return true;
    await sleep(1000, undefined, { signal });
  }
  return false;
}

/** What the provider says when a server does not become what it waits for. */
const WAITED_FOR = /Error waiting for instance \(([0-9a-f-]{36})\) [^\n]*/g;

/**
 * The failure of an update with Nova's reason in place of what the provider says about a server that ended in ERROR
 * (`last error: %!s(<nil>)`). Any other failure, and one that Nova can't be asked about, stays as it is.
 */
export async function withNovasReasons(error: unknown, engine: Engine, options: ServersOptions): Promise<unknown> {
  if (!(error instanceof EngineError) || options.signal?.aborted) return error;
  const ids = new Set([...error.message.matchAll(WAITED_FOR)].map(([, id = ""]) => id));
  if (ids.size === 0) return error;
  const reasons = new Map<string, BrokenServer>();
  try {
    for (const [resource, session] of await withSessions(engine, options, ({ id = "" }) => ids.has(id))) {
      const server = await askNova(session, resource);
      if (server !== undefined) reasons.set(server.id, server);
    }
  } catch (why) {
    if (why instanceof EngineError || why instanceof CloudApiError) return error;
    throw why;
  }
  const told = inBoth((language) =>
    error.text[language].replace(WAITED_FOR, (said, id: string) => {
      const server = reasons.get(id);
      return server === undefined ? said : novasReason(server)[language];
    }),
  );
  return new EngineError(told, undefined, error);
}

function novasReason({ id, launched, reason }: BrokenServer): Text {
  return {
    en: `Nova could not ${launched ? "bring the server up again" : "start the server"}: ${reason.en} (server ${id})`,
    vi: `Nova không ${launched ? "khởi động lại" : "khởi động"} được máy chủ: ${reason.vi} (máy chủ ${id})`,
  };
}

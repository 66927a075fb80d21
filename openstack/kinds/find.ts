import { setTimeout as sleep } from "node:timers/promises";
import { answered, CloudApiError } from "../cloud-api-error.ts";
import { listAll } from "../list-all.ts";
import type { OpenStackSession } from "../session.ts";
import { isScalar } from "../words.ts";
import { UNKNOWN_VALUE } from "./compare.ts";
import type { Kind } from "./kind.ts";
import type { CloudObject, Inputs } from "./match.ts";

/**
 * The project that a resource would be made in; undefined where it is not known, since that project is not there yet.
 */
export function projectOf(kind: Kind, inputs: Inputs, session: OpenStackSession): string | undefined {
  const named = Array.isArray(kind.project) ? kind.project.map((input: string) => inputs[input]) : [];
  const given = named.find((value) => value !== undefined && value !== "");
  if (given === UNKNOWN_VALUE) return undefined;
  return isScalar(given) ? String(given) : session.projectId;
}

/** The path that lists what a resource may be; many resources of one kind and project share it. */
export function listPath(kind: Kind, inputs: Inputs, project: string): string {
  return filled(kind.list, { ...inputs, project });
}

/** @throws CloudApiError when the cloud refuses the list, or is silent */
export async function listKind(session: OpenStackSession, kind: Kind, path: string): Promise<CloudObject[]> {
  const key = kind.key ?? lastPart(kind).replace(/^os-/, "").replaceAll("-", "_");
  let list: Record<string, unknown>[];
  try {
    list = await listAll(session, kind.service, path, key, kind.headers);
  } catch (error) {
    // What it would hang on is gone.
    if (error instanceof CloudApiError && error.status === 404) return [];
    throw error;
  }
  return kind.wrapper === undefined ? list : list.map((item) => item[kind.wrapper ?? ""] as CloudObject);
}

/** The provider's id of an object. */
export function idOf(kind: Kind, found: CloudObject): string {
  return filled(kind.id ?? (kind.path === undefined ? "{id}" : lastPlaceholder(kind.path)), found, String);
}

/**
 * Removes an object and waits until it is gone, so that a second one of its name or address can be made.
 *
 * @throws CloudApiError when the cloud refuses, or the object is still there after `timeoutMs`
 */
export async function removeObject(
  session: OpenStackSession,
  kind: Kind,
  found: CloudObject,
  timeoutMs = 60_000,
): Promise<void> {
  const path = kind.path === undefined ? filled(`/${lastPart(kind)}/{id}`, found) : filled(kind.path, found);
  const [method = "DELETE", at = path] = kind.remove === undefined ? [] : filled(kind.remove, found).split(" ");
  const body = kind.remove === undefined ? undefined : { port_id: found["id"] };
  const { status, body: answer } = await session.call(kind.service, method, at, { body });
  if (status >= 300 && status !== 404)
    throw new CloudApiError(answered(`${method} ${at}`, status, said(answer)), { status });
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    if ((await session.call(kind.service, "GET", path)).status === 404) return;
    await sleep(500);
  }
  const seconds = timeoutMs / 1000;
  throw new CloudApiError({
    en: `${path} is still there after ${seconds} s`,
    vi: `${path} vẫn còn sau ${seconds} giây`,
  });
}

/** The part of a list's path that its resources' own paths start with, such as `servers`. */
const lastPart = (kind: Kind): string => /^\/([\w-]+)/.exec(kind.list)?.[1] ?? "";

const lastPlaceholder = (path: string): string => /\{\w+\}$/.exec(path)?.[0] ?? "{id}";

function filled(template: string, values: Inputs, write: (text: string) => string = encodeURIComponent): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key];
    return write(isScalar(value) ? String(value) : "");
  });
}

/** What an API says about a refusal: Neutron, Nova and Keystone each wrap it in one object. */
function said(answer: unknown): string {
  const [first] = typeof answer === "object" && answer !== null ? (Object.values(answer) as unknown[]) : [];
  const message =
    typeof first === "object" && first !== null ? (first as Record<string, unknown>)["message"] : undefined;
  return typeof message === "string" ? `: ${message}` : "";
}

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { listAll } from "../../openstack/list-all.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import { isScalar } from "../../openstack/words.ts";

/** A resource as the cloud's API shows it. */
export type CloudResource = Record<string, unknown> & { id: string };

/**
 * How to find what an interrupted creation of one kind left in the cloud, and what to do with it.
 * Fields name an input of the Pulumi resource and the API's attribute that has its value: an orphan is
 * ours only when all inputs that were given are equal to what the cloud has.
 */
export interface OrphanKind {
  service: "network" | "compute" | "image" | "identity" | "block-storage";
  /** Path that lists candidates; `{input}` stands for an input of the resource. */
  list: string;
  fields: Record<string, string>;
  /**
   * "adopt": take it into the state as it is. "remove": what can't be read back (a private key, user
   * data, half an image) can't be adopted, so it goes and the next `up` makes it anew.
   */
  action: "adopt" | "remove";
  /** Nothing in `fields` tells one from another: then only the time and the project do. */
  anonymous?: boolean;
  /** Each element of the list wraps the resource under this key (keypairs). */
  wrapper?: string;
  /** What its own path ends with; its id when absent. */
  idField?: string;
}

/** By type token of @pulumi/openstack. */
export const orphanKinds = parse(readFileSync(new URL("orphan-kinds.yaml", import.meta.url), "utf8")) as Readonly<
  Record<string, OrphanKind>
>;

/** The part of a list's path that its resources' own paths start with, such as `servers`. */
const collectionOf = (kind: OrphanKind): string => /^\/([\w-]+)/.exec(kind.list)?.[1] ?? "";

export interface Search {
  inputs: Record<string, unknown>;
  /** Only what was made since counts, where the API says when (ms since the epoch). */
  since: number;
  /** Ids that some state knows: those are not orphans. */
  known: ReadonlySet<string>;
}

/**
 * What in the cloud is the fruit of an interrupted creation: known to no state, made since the update
 * began, in the right project, and equal in all that was asked for. None when nothing was made.
 *
 * @throws CloudApiError when the cloud refuses the list, or is silent
 */
export async function findOrphans(
  session: OpenStackSession,
  kind: OrphanKind,
  search: Search,
): Promise<CloudResource[]> {
  const path = kind.list.replaceAll(/\{(\w+)\}/g, (_, input: string) => encodeURIComponent(text(search.inputs[input])));
  // Nova's extensions have a prefix in their paths alone.
  const key = collectionOf(kind).replace(/^os-/, "").replaceAll("-", "_");
  const list = await listAll(session, kind.service, withFilters(path, kind, search.inputs), key);
  return list
    .map((item) => (kind.wrapper === undefined ? item : item[kind.wrapper]) as CloudResource)
    .filter((item) => isOrphan(item, kind, session, search));
}

/** Neutron filters by any attribute: the list of a large project's ports is long. */
function withFilters(path: string, kind: OrphanKind, inputs: Record<string, unknown>): string {
  if (kind.service !== "network") return path;
  const filters = ["name", "networkId", "securityGroupId", "routerId"]
    .filter((input) => kind.fields[input] !== undefined && isScalar(inputs[input]))
    .map((input) => `${kind.fields[input]}=${encodeURIComponent(text(inputs[input]))}`);
  return filters.length === 0 ? path : `${path}?${filters.join("&")}`;
}

function isOrphan(item: CloudResource, kind: OrphanKind, session: OpenStackSession, search: Search): boolean {
  if (search.known.has(item.id)) return false;
  const made = Date.parse(text(item["created_at"]) || text(item["created"]));
  // A minute for clocks that differ. Without a time there are the fields alone; see `anonymous`.
  if (Number.isNaN(made) ? kind.anonymous : made < search.since - 60_000) return false;
  const project = item["project_id"] ?? item["tenant_id"];
  const wanted = search.inputs["tenantId"] ?? session.projectId;
  const interfacePort = "routerId" in kind.fields;
  if (kind.service === "network" && !interfacePort && project !== undefined && project !== wanted) return false;
  let compared = 0;
  for (const [input, attribute] of Object.entries(kind.fields)) {
    const asked = search.inputs[input];
    if (!isScalar(asked) || asked === "") continue;
    if (!valuesAt(item, attribute.split(".")).some((value) => equal(value, asked))) return false;
    compared++;
  }
  return compared > 0 || kind.anonymous === true;
}

/** The values at a path; a list on the way stands for each of its elements. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((v) => valuesAt(v, path));
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  return typeof value === "object" && value !== null ? valuesAt((value as Record<string, unknown>)[first], rest) : [];
}

/** Numbers come as text from some inputs; addresses and protocols differ in case. */
function equal(a: unknown, b: unknown): boolean {
  return text(a).toLowerCase() === text(b).toLowerCase();
}

function text(value: unknown): string {
  return isScalar(value) ? String(value) : "";
}

/**
 * Removes an orphan and waits until it is gone, so that a second one of its name or address can be made.
 *
 * @throws Error when the cloud refuses or it is still there after `timeoutMs`
 */
export async function removeOrphan(
  session: OpenStackSession,
  kind: OrphanKind,
  found: CloudResource,
  timeoutMs = 60_000,
): Promise<void> {
  const path = `/${collectionOf(kind)}/${encodeURIComponent(text(found[kind.idField ?? "id"]))}`;
  const { status } = await session.call(kind.service, "DELETE", path);
  if (status >= 300 && status !== 404) throw new Error(`DELETE ${path} answered ${status}`);
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    if ((await session.call(kind.service, "GET", path)).status === 404) return;
    await sleep(500);
  }
  throw new Error(`${path} is still there after ${timeoutMs / 1000} s`);
}

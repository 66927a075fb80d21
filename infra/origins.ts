import type { KeyPath } from "../model/messages/fault.ts";
import type { Tenant } from "../model/tenant.ts";

/** A key of a file of stacks/ that something was made from. */
export interface Origin {
  /** Path relative to the repository. */
  file: string;
  path: KeyPath;
}

/** The keys that the resources of a stack were made from, as plain data; of several keys the most exact one first. */
export interface StackOrigins {
  /** Those of a component or a resource, by what `partKey` says of it; they hold for all that it is made of. */
  parts: Readonly<Record<string, readonly Origin[]>>;
  /** Those of everything else. */
  whole: readonly Origin[];
}

/**
 * Keys of a tenant's part of its file, then that of the tenant as a whole: `code:`, where its agency can act, also on
 * what it has by the standard of its kind alone; the standard itself for a unit without a file.
 */
export function tenantKeys({ source: file, declared, kind }: Tenant, ...keys: (KeyPath | undefined)[]): Origin[] {
  const part = declared ? [] : ["standards", kind];
  const whole = declared ? ["code"] : part;
  const own = keys.flatMap((key) => (key === undefined ? [] : [{ file, path: [...part, ...key] }]));
  return [...own, { file, path: whole }];
}

/** The last type and the name in a URN: `provincial:network:DualStackNetwork::stttt-dmz`. */
export function partKey(type: string, name: string): string {
  return `${type}::${name}`;
}

/** The same of a whole URN: urn:pulumi:<stack>::<project>::<type>$<type>::<name>, whose name may hold `::` itself. */
function partKeyOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return partKey(types.slice(types.lastIndexOf("$") + 1), name.join("::"));
}

/** The keys behind a resource: its own, or those of the nearest component around it; `parents` are URNs by URN. */
export function originsOf(
  { parts, whole }: StackOrigins,
  urn: string,
  parents: Readonly<Record<string, string>>,
): readonly Origin[] {
  for (let at: string | undefined = urn; at !== undefined; at = parents[at]) {
    const found = parts[partKeyOf(at)];
    if (found !== undefined) return found;
  }
  return whole;
}

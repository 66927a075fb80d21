import type { KeyPath } from "../model/messages/fault.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Finding } from "../policies/policy.ts";

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
  /** Those of what holds for the stack, by its path in the policies' context: `mode`, `lifecycle.stage`. */
  aspects?: Readonly<Record<string, readonly Origin[]>>;
}

const PROVINCE = "stacks/province.yaml";
const WAIVERS = "stacks/waivers.yaml";

/** The keys that say how a tenant's whole stack is: its own, and the province's where that is the default. */
export function tenantAspects({ source: file, declared, kind }: Tenant): NonNullable<StackOrigins["aspects"]> {
  const own = (key: string): Origin => ({ file, path: declared ? [key] : ["standards", kind, key] });
  return {
    mode: [own("mode"), { file: PROVINCE, path: ["stackMode"] }],
    "lifecycle.stage": [own("stage")],
    "lifecycle.tests": [own("evidence"), own("stage")],
  };
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

/**
 * The keys behind a finding: those of what it is about, of its resource, or of the nearest component around it;
 * `parents` are URNs by URN.
 */
export function originsOf(
  origins: StackOrigins,
  { resource, about }: Pick<Finding, "resource" | "about">,
  parents: Readonly<Record<string, string>>,
): readonly Origin[] {
  const own = resourceOrigins(origins, resource, parents);
  if (about === undefined) return own;
  if (about[0] === "waivers") return [{ file: WAIVERS, path: about }, ...origins.whole];
  // A zone may have a mode of its own.
  const inside = own.map(({ file, path }) => ({ file, path: [...path, ...about] }));
  return [...inside, ...(origins.aspects?.[about.join(".")] ?? []), ...origins.whole];
}

function resourceOrigins({ parts, whole }: StackOrigins, urn: string, parents: Readonly<Record<string, string>>) {
  for (let at: string | undefined = urn; at !== undefined; at = parents[at]) {
    const found = parts[partKeyOf(at)];
    if (found !== undefined) return found;
  }
  return whole;
}

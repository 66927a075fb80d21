import type { Tenant } from "../../model/tenant.ts";

/** A step to a key: its name or index, a value in a list, or what an item of a list must be like. */
export type Step = string | number | ((item: unknown) => boolean);

/** A key of a YAML file that may have caused a resource. */
export interface Cause {
  /** Path relative to the repository. */
  file: string;
  path: Step[];
}

/** What must be known of a tenant to find the keys behind its resources. */
export interface CausingTenant {
  code: string;
  /** Key of its standard in stacks/province/standards.yaml. */
  kind: string;
  /** Repository-relative path of its file. */
  source: string;
  /** False for a unit without a file of its own, which has the standard of its level. */
  declared?: boolean;
  zones: readonly Pick<Tenant["zones"][number], "code">[];
  servers: readonly Pick<Tenant["servers"][number], "name">[];
}

const STANDARDS = "stacks/province/standards.yaml";
const TEMPLATES = "stacks/province/templates.yaml";
const ENVIRONMENTS = "stacks/province/environments.yaml";
const PROVINCE = "stacks/province.yaml";

/** Type tokens, from the outermost component to the resource itself, and the name in a URN. */
function partsOf(urn: string): { types: string[]; name: string } {
  // urn:pulumi:<stack>::<project>::<type>$<type>::<name>; a name may hold `::` itself.
  const [, , types = "", ...name] = urn.split("::");
  return { types: types.split("$"), name: name.join("::") };
}

/** `web` of `web-1`, `dmz` of `dmz-2-ipv4`: the longest of the names that the text is or begins with. */
const leading = (text: string, names: readonly string[]): string | undefined =>
  names
    .filter((name) => text === name || text.startsWith(`${name}-`))
    .toSorted((a, b) => b.length - a.length)
    .at(0);

/** The keys in the tenant's own file, or in its standard when it has none; the tenant as a whole at last. */
const inTenant = (tenant: CausingTenant, paths: readonly Step[][]): Cause[] =>
  tenant.declared === false
    ? [...paths, []].map((path) => ({ file: STANDARDS, path: ["standards", tenant.kind, ...path] }))
    : [...paths, ["code"]].map((path) => ({ file: tenant.source, path }));

/** Where a flow between agencies is declared: with the agency that takes the connections. */
function flowCauses(
  rest: string,
  stack: string,
  zone: string,
  tenants: Record<string, CausingTenant>,
): Cause[] | undefined {
  const [, direction, agency, far] = /-(ingress|egress)-prefixes-([a-z0-9]+)\/([a-z0-9]+)-/.exec(rest) ?? [];
  if (agency === undefined || far === undefined) return undefined;
  const flow = direction === "ingress" ? [agency, far, zone, stack] : [stack, zone, far, agency];
  const [fromAgency, fromZone, to, owner = ""] = flow;
  const declares = (item: unknown): boolean => {
    const { from, to: into } = item as { from?: { agency?: unknown; zone?: unknown }; to?: unknown };
    return String(from?.agency) === fromAgency && from?.zone === fromZone && into === to;
  };
  const file = tenants[owner]?.source;
  return file === undefined ? undefined : [{ file, path: ["allow", declares] }];
}

/** Keys behind a resource of a tenant's own stack. */
function tenantCauses(
  tenant: CausingTenant,
  types: readonly string[],
  rest: string,
  tenants: Record<string, CausingTenant>,
): Cause[] {
  const ofType = (pattern: RegExp): boolean => types.some((type) => pattern.test(type));
  const server = leading(
    rest,
    tenant.servers.map(({ name }) => name),
  );
  const zone = leading(
    rest,
    tenant.zones.map(({ code }) => code),
  );
  const ofServer: Step[][] = server === undefined ? [] : [["servers", server]];
  const ofZone: Step[][] = zone === undefined ? [] : [["zones", zone]];
  if (ofType(/:FloatingAddress$|\/floatingIp:/)) {
    return inTenant(tenant, [...ofServer.map((path) => [...path, "publish"]), ...ofServer]);
  }
  if (ofType(/:compute[:/]|:blockstorage\/|\/port:Port$/)) return inTenant(tenant, [...ofServer, ...ofZone]);
  const flow = zone === undefined ? undefined : flowCauses(rest, tenant.code, zone, tenants);
  return [...(flow ?? []), ...inTenant(tenant, [...ofZone, ...ofServer])];
}

/** Keys behind what the platform makes for all, or for one tenant. */
function platformCauses(types: readonly string[], name: string, tenants: Record<string, CausingTenant>): Cause[] {
  const ofType = (pattern: RegExp): boolean => types.some((type) => pattern.test(type));
  if (ofType(/:ServerFlavor$|\/flavor:Flavor$/)) return [{ file: TEMPLATES, path: ["flavors", name] }];
  if (ofType(/:ServerImage$|\/image:Image$/)) return [{ file: TEMPLATES, path: ["images", name] }];
  if (ofType(/:ExternalNetwork$/)) {
    return [{ file: ENVIRONMENTS, path: ["externalNetworks", name.replace(/-ipv[46]$/, "")] }];
  }
  const tenant = tenants[leading(name, Object.keys(tenants)) ?? ""];
  return tenant === undefined ? [] : inTenant(tenant, ofType(/quota/i) ? [["quotas"]] : []);
}

/**
 * Keys of stacks/ that may have caused a resource, the likeliest first. Pure; which of them is really there is for the
 * caller to see. What a tenant has only by the standard of its kind is caused by `code:`, where its agency can act.
 */
export function causesOf(urn: string, stack: string, tenants: Record<string, CausingTenant>): Cause[] {
  const { types, name } = partsOf(urn);
  const tenant = tenants[stack];
  if (tenant === undefined) return [...platformCauses(types, name, tenants), { file: PROVINCE, path: ["code"] }];
  const rest = name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : "";
  return tenantCauses(tenant, types, rest, tenants);
}

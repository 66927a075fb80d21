import { listAll } from "../../openstack/list-all.ts";
import type { OpenStackSession } from "../../openstack/session.ts";

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
  /** Key of the list in the answer. */
  key: string;
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
  /** Id of the Pulumi resource, where that is not the cloud's id. */
  importId?: (found: CloudResource, inputs: Record<string, unknown>) => string;
  /** Path to delete it at; the list's path without query, and the id, when absent. */
  path?: (found: CloudResource) => string;
}

const neutron = (collection: string, fields: Record<string, string>, more: Partial<OrphanKind> = {}): OrphanKind => ({
  service: "network",
  list: `/${collection}`,
  key: collection.replaceAll("-", "_"),
  fields,
  action: "adopt",
  ...more,
});

const named = { name: "name", description: "description" };

/** By type token of @pulumi/openstack. Kinds that are not here create by an idempotent PUT, or are rare. */
export const orphanKinds: Readonly<Record<string, OrphanKind>> = {
  "openstack:networking/network:Network": neutron("networks", named),
  "openstack:networking/subnet:Subnet": neutron("subnets", {
    ...named,
    networkId: "network_id",
    cidr: "cidr",
    ipVersion: "ip_version",
    subnetpoolId: "subnetpool_id",
  }),
  "openstack:networking/addressScope:AddressScope": neutron("address-scopes", {
    name: "name",
    ipVersion: "ip_version",
  }),
  "openstack:networking/subnetPool:SubnetPool": neutron("subnetpools", {
    ...named,
    addressScopeId: "address_scope_id",
  }),
  "openstack:networking/router:Router": neutron("routers", named),
  "openstack:networking/port:Port": neutron("ports", { ...named, networkId: "network_id", macAddress: "mac_address" }),
  // Adopted between its two steps, it would keep Neutron's default rules (all traffic out) in spite of
  // deleteDefaultRules, and nothing would show them.
  "openstack:networking/secGroup:SecGroup": neutron("security-groups", named, { action: "remove" }),
  "openstack:networking/secGroupRule:SecGroupRule": neutron("security-group-rules", {
    description: "description",
    securityGroupId: "security_group_id",
    direction: "direction",
    ethertype: "ethertype",
    protocol: "protocol",
    portRangeMin: "port_range_min",
    portRangeMax: "port_range_max",
    remoteIpPrefix: "remote_ip_prefix",
    remoteGroupId: "remote_group_id",
  }),
  // The interface is the router's port in that subnet, and the provider's id is that port's id.
  "openstack:networking/routerInterface:RouterInterface": neutron("ports", {
    routerId: "device_id",
    subnetId: "fixed_ips.subnet_id",
    portId: "id",
  }),
  "openstack:networking/floatingIp:FloatingIp": neutron(
    "floatingips",
    { description: "description", address: "floating_ip_address", portId: "port_id", fixedIp: "fixed_ip_address" },
    { action: "remove", anonymous: true },
  ),
  "openstack:networking/rbacPolicyV2:RbacPolicyV2": neutron("rbac-policies", {
    action: "action",
    objectId: "object_id",
    objectType: "object_type",
    targetTenant: "target_tenant",
  }),
  "openstack:compute/instance:Instance": {
    service: "compute",
    list: "/servers/detail?name=^{name}$",
    key: "servers",
    fields: { name: "name", flavorId: "flavor.id", keyPair: "key_name" },
    action: "remove",
    path: ({ id }) => `/servers/${id}`,
  },
  "openstack:compute/keypair:Keypair": {
    service: "compute",
    list: "/os-keypairs",
    key: "keypairs",
    wrapper: "keypair",
    fields: { name: "name" },
    action: "remove",
    path: ({ name }) => `/os-keypairs/${encodeURIComponent(text(name))}`,
  },
  "openstack:compute/serverGroup:ServerGroup": {
    service: "compute",
    list: "/os-server-groups",
    key: "server_groups",
    fields: { name: "name" },
    action: "adopt",
  },
  "openstack:compute/flavor:Flavor": {
    service: "compute",
    list: "/flavors/detail?is_public=None",
    key: "flavors",
    fields: { name: "name", ram: "ram", vcpus: "vcpus", disk: "disk", flavorId: "id" },
    action: "adopt",
    path: ({ id }) => `/flavors/${id}`,
  },
  "openstack:images/image:Image": {
    service: "image",
    list: "/images?name={name}",
    key: "images",
    fields: { name: "name", containerFormat: "container_format", diskFormat: "disk_format" },
    action: "remove",
  },
  "openstack:blockstorage/volume:Volume": {
    service: "block-storage",
    list: "/volumes/detail?name={name}",
    key: "volumes",
    fields: { ...named, size: "size" },
    action: "remove",
    path: ({ id }) => `/volumes/${id}`,
  },
  // Keystone refuses a second one of the name, so a wrong guess could only be one that made the
  // creation fail; never removed, since a project may hold another's work.
  "openstack:identity/project:Project": {
    service: "identity",
    list: "/projects?name={name}",
    key: "projects",
    fields: { ...named, domainId: "domain_id" },
    action: "adopt",
  },
  "openstack:identity/user:User": {
    service: "identity",
    list: "/users?name={name}",
    key: "users",
    fields: { ...named, domainId: "domain_id", defaultProjectId: "default_project_id" },
    action: "adopt",
  },
};

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
  const list = await listAll(session, kind.service, withFilters(path, kind, search.inputs), kind.key);
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

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
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
  const path = kind.path?.(found) ?? `${kind.list.replace(/\?.*/, "")}/${found.id}`;
  const { status } = await session.call(kind.service, "DELETE", path);
  if (status >= 300 && status !== 404) throw new Error(`DELETE ${path} answered ${status}`);
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    if ((await session.call(kind.service, "GET", path)).status === 404) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${path} is still there after ${timeoutMs / 1000} s`);
}

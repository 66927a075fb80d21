import type { Text } from "../../model/text.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import type { CloudReader } from "../../openstack/cloud-reader.ts";

/** A resource as an API shows it. */
export type Entry = Record<string, unknown>;

/** The APIs' own answers about one agency; a group's rules stand in the group's own entry. */
export interface ProjectContent {
  projectId: string;
  /** Everything in the project, by kind. */
  inside: Record<Kind, Entry[]>;
  /** Everything with the agency's tag, wherever it lies, by kind. */
  tagged: Record<Kind, Entry[]>;
  /** RBAC policies that open something in the project to other projects, whoever made them. */
  shares: Entry[];
  /** What only an operator may read; undefined for anybody else. */
  governance: Governance | undefined;
}

/** The project itself, what it may use, and who works in it. */
export interface Governance {
  project: Entry;
  /** By service. */
  quotas: Partial<Record<QuotaService, Entry>>;
  /** The agency's deployer; undefined when there is no user of that name. */
  deployer: Entry | undefined;
  /** Role assignments in the project, and the deployer's wherever they are. */
  assignments: Entry[];
}

/** What a cloud has that belongs to no agency. */
export interface SharedContent {
  /** All networks. */
  networks: Entry[];
  flavors: Entry[];
  images: Entry[];
  roles: Entry[];
}

/** Kinds that carry tags, with their collections in the APIs. */
const COLLECTIONS = {
  network: "networks",
  subnet: "subnets",
  "subnet pool": "subnetpools",
  port: "ports",
  router: "routers",
  "security group": "security-groups",
  "floating address": "floatingips",
  server: "servers",
} as const;
export type Kind = keyof typeof COLLECTIONS;
export const kinds = Object.keys(COLLECTIONS) as Kind[];

/** What a person calls each kind. */
export const KIND_TEXTS: Readonly<Record<Kind, Text>> = {
  network: { en: "network", vi: "mạng" },
  subnet: { en: "subnet", vi: "mạng con" },
  "subnet pool": { en: "subnet pool", vi: "pool mạng con" },
  port: { en: "port", vi: "cổng mạng" },
  router: { en: "router", vi: "bộ định tuyến" },
  "security group": { en: "security group", vi: "nhóm bảo mật" },
  "floating address": { en: "floating address", vi: "địa chỉ nổi" },
  server: { en: "server", vi: "máy chủ" },
};

/** Where each service has a project's quota: the path before the project's id, and the key of the answer. */
export const QUOTAS = {
  network: { path: "/quotas", key: "quota" },
  compute: { path: "/os-quota-sets", key: "quota_set" },
  "block-storage": { path: "/os-quota-sets", key: "quota_set" },
  "load-balancer": { path: "/v2.0/lbaas/quotas", key: "quota" },
} as const;
export type QuotaService = keyof typeof QUOTAS;

/** What is asked of one agency. */
export interface ProjectQuestion {
  projectId: string;
  /** That its resources carry. */
  tag: string;
  /** Name of its deployer. */
  deployer: string | undefined;
  /** Services that it has quotas of. */
  quotas: readonly QuotaService[];
}

/** Reads what an agency's project holds and what carries its tag. One request per kind and question, all at once. */
export async function readProject(cloud: CloudReader, question: ProjectQuestion): Promise<ProjectContent> {
  const { projectId, tag } = question;
  const ask = async (query: Record<string, string>): Promise<Record<Kind, Entry[]>> => {
    const read = (kind: Kind): Promise<Entry[]> =>
      kind === "server" ? cloud.servers(query) : cloud.network(COLLECTIONS[kind], query);
    const lists = await Promise.all(kinds.map(async (kind) => [kind, await read(kind)] as const));
    return Object.fromEntries(lists) as Record<Kind, Entry[]>;
  };
  const [inside, tagged, policies, governance] = await Promise.all([
    ask({ project_id: projectId }),
    ask({ tags: tag }),
    // Not by project: a policy belongs to whoever made it.
    cloud.network("rbac-policies", {}),
    asOperator(readGovernance(cloud, question)),
  ]);
  const ids = new Set(kinds.flatMap((kind) => inside[kind].map((entry) => entry["id"])));
  const shares = policies.filter((policy) => ids.has(policy["object_id"]));
  return { projectId, inside, tagged, shares, governance };
}

async function readGovernance(cloud: CloudReader, question: ProjectQuestion): Promise<Governance> {
  const { projectId, deployer: name, quotas } = question;
  const assigned = (query: Record<string, string>): Promise<Entry[]> =>
    cloud.list(
      "identity",
      `/role_assignments?${new URLSearchParams({ ...query, include_names: "true" }).toString()}`,
      "role_assignments",
    );
  const deployers = async (): Promise<[Entry | undefined, Entry[]]> => {
    if (name === undefined) return [undefined, []];
    const [user] = await cloud.list("identity", `/users?${new URLSearchParams({ name }).toString()}`, "users");
    return [user, user === undefined ? [] : await assigned({ "user.id": textIn(user, "id") })];
  };
  const [project, [deployer, elsewhere], inside, ...sets] = await Promise.all([
    cloud.get("identity", `/projects/${projectId}`, "project"),
    deployers(),
    assigned({ "scope.project.id": projectId }),
    ...quotas.map(async (service) => {
      const { path, key } = QUOTAS[service];
      return [service, await cloud.get(service, `${path}/${projectId}`, key)] as const;
    }),
  ]);
  const others = elsewhere.filter((each) => idAt(each, "scope", "project") !== projectId);
  return { project, quotas: Object.fromEntries(sets), deployer, assignments: [...inside, ...others] };
}

/** Reads what belongs to no agency; undefined for who may not. */
export async function readShared(cloud: CloudReader): Promise<SharedContent> {
  const [networks, flavors = [], images = [], roles = []] = await Promise.all([
    cloud.network("networks", {}),
    asOperator(cloud.list("compute", "/flavors/detail?is_public=None", "flavors")),
    asOperator(cloud.list("image", "/images", "images")),
    asOperator(cloud.list("identity", "/roles", "roles")),
  ]);
  return { networks, flavors, images, roles };
}

/** What the cloud refuses to everybody but its operator is not known. */
async function asOperator<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudApiError && error.status === 403) return undefined;
    throw error;
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A field of an entry that is a text; empty when it is none. */
export function textIn(entry: Entry, field: string): string {
  return textOf(entry[field]);
}

/** A field that is a list of texts. */
export function textsIn(entry: Entry, field: string): string[] {
  const list = entry[field];
  return Array.isArray(list) ? list.map(textOf) : [];
}

/** A field that is a list of entries. */
export function entriesIn(entry: Entry, field: string): Entry[] {
  const list = entry[field];
  return Array.isArray(list) ? list.filter((each): each is Entry => typeof each === "object" && each !== null) : [];
}

/** A field that is an entry itself; empty when it is none. */
export function entryIn(entry: Entry, field: string): Entry {
  const value = entry[field];
  return typeof value === "object" && value !== null ? (value as Entry) : {};
}

/** The id of what stands at a path of fields. */
export function idAt(entry: Entry, ...path: readonly string[]): string {
  return textIn(
    path.reduce((at, field) => entryIn(at, field), entry),
    "id",
  );
}

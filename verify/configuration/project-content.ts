import type { CloudReader } from "../../openstack/cloud-reader.ts";

/** A resource as an API shows it. */
export type Entry = Record<string, unknown>;

/** Neutron's and Nova's own answers about one agency; a group's rules stand in the group's own entry. */
export interface ProjectContent {
  /** Everything in the project, by kind. */
  inside: Record<Kind, Entry[]>;
  /** Everything with the agency's tag, wherever it lies, by kind. */
  tagged: Record<Kind, Entry[]>;
  /** RBAC policies that open something in the project to other projects, whoever made them. */
  shares: Entry[];
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

/** Reads what an agency's project holds and what carries its tag. One request per kind and question, all at once. */
export async function readProject(cloud: CloudReader, projectId: string, tag: string): Promise<ProjectContent> {
  const ask = async (query: Record<string, string>): Promise<Record<Kind, Entry[]>> => {
    const read = (kind: Kind): Promise<Entry[]> =>
      kind === "server" ? cloud.servers(query) : cloud.network(COLLECTIONS[kind], query);
    const lists = await Promise.all(kinds.map(async (kind) => [kind, await read(kind)] as const));
    return Object.fromEntries(lists) as Record<Kind, Entry[]>;
  };
  const [inside, tagged, policies] = await Promise.all([
    ask({ project_id: projectId }),
    ask({ tags: tag }),
    // Not by project: a policy belongs to whoever made it.
    cloud.network("rbac-policies", {}),
  ]);
  const ids = new Set(kinds.flatMap((kind) => inside[kind].map((entry) => entry["id"])));
  return { inside, tagged, shares: policies.filter((policy) => ids.has(policy["object_id"])) };
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

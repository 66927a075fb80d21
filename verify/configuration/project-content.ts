import type { CloudReader } from "../../openstack/cloud-reader.ts";

type Entry = Record<string, unknown>;

/** Neutron's and Nova's own answers about one agency; a group's rules stand in the group's own entry. */
export interface ProjectContent {
  /** Everything in the project, by kind. */
  inside: Record<Kind, Entry[]>;
  /** Everything with the agency's tag, wherever it lies, by kind. */
  tagged: Record<Kind, Entry[]>;
  /** RBAC policies that open something in the project to other projects, whoever made them. */
  shares: Entry[];
}

/** Kinds that carry tags. */
export const kinds = [
  "network",
  "subnet",
  "subnet pool",
  "port",
  "router",
  "security group",
  "floating address",
  "server",
] as const;
export type Kind = (typeof kinds)[number];

const COLLECTIONS: Record<Exclude<Kind, "server">, string> = {
  network: "networks",
  subnet: "subnets",
  "subnet pool": "subnetpools",
  port: "ports",
  router: "routers",
  "security group": "security-groups",
  "floating address": "floatingips",
};

/** Reads what an agency's project holds and what carries its tag. One request per kind and question, all at once. */
export async function readProject(cloud: CloudReader, projectId: string, tag: string): Promise<ProjectContent> {
  const ask = async (query: Record<string, string>): Promise<Record<Kind, Entry[]>> => {
    const read = (kind: Kind): Promise<Entry[]> =>
      kind === "server" ? cloud.servers(query) : cloud.network(COLLECTIONS[kind], query);
    const lists = await Promise.all(kinds.map(async (kind): Promise<[Kind, Entry[]]> => [kind, await read(kind)]));
    const content = emptyContent();
    for (const [kind, list] of lists) content[kind] = list;
    return content;
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

const emptyContent = (): Record<Kind, Entry[]> => ({
  network: [],
  subnet: [],
  "subnet pool": [],
  port: [],
  router: [],
  "security group": [],
  "floating address": [],
  server: [],
});

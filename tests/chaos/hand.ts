import { listAll } from "../../openstack/list-all.ts";
import type { OpenStackSession } from "../../openstack/session.ts";

type Entry = Record<string, unknown>;

/** Somebody with the operator's credentials, who changes the cloud past the toolkit. */
export interface Hand {
  /** Code of the agency whose tenant is changed. */
  agency: string;
  /** Its project. */
  projectId: string;
  /** Sends a request; its answer's body. Throws on any answer of 400 and more. */
  request(method: string, service: string, path: string, body?: unknown): Promise<Entry>;
  /** The one thing of a name in a Neutron list, the agency's own where it has one. */
  network(collection: string, name: string): Promise<Entry & { id: string }>;
  /** The agency's server of that name. */
  server(name: string): Promise<Entry & { id: string }>;
  /** The one user, project or role of a name. */
  identity(collection: "users" | "projects" | "roles", name: string): Promise<Entry & { id: string }>;
}

/** Server tags are told and written from this microversion on (OpenStack Newton). */
const HEADERS = { "openstack-api-version": "compute 2.26" };

/** The operator's hand in the project of an agency. */
export async function handOf(session: OpenStackSession, agency: string): Promise<Hand> {
  const named = (all: Entry[], name: string): Entry & { id: string } => {
    const found = all.filter((each) => each["name"] === name);
    const [one] = found;
    if (one === undefined || found.length > 1) throw new Error(`${found.length} things are called ${name}`);
    return { ...one, id: String(one["id"]) };
  };
  const identity: Hand["identity"] = async (collection, name) =>
    named(await listAll(session, "identity", `/${collection}`, collection), name);
  const { id: projectId } = await identity("projects", agency);
  return {
    agency,
    projectId,
    identity,
    async request(method, service, path, body) {
      const headers = service === "compute" ? HEADERS : {};
      const answer = await session.call(service, method, path, { body, headers });
      if (answer.status < 400) return (answer.body ?? {}) as Entry;
      throw new Error(`${method} ${service}${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    async network(collection, name) {
      const all = await listAll(session, "network", `/${collection}`, collection.replaceAll("-", "_"));
      const own = all.filter((each) => each["project_id"] === projectId);
      return named(own.some((each) => each["name"] === name) ? own : all, name);
    },
    async server(name) {
      const path = `/servers/detail?all_tenants=1&project_id=${projectId}`;
      return named(await listAll(session, "compute", path, "servers", HEADERS), name);
    },
  };
}

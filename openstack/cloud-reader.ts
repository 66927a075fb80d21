import { answered, CloudApiError } from "./cloud-api-error.ts";
import { listAll } from "./list-all.ts";
import type { OpenStackSession } from "./session.ts";

/** Reads what stands in a cloud. */
export interface CloudReader {
  /** All entries of a Neutron list, such as `network("security-groups", { project_id })`. */
  network(collection: string, query: Record<string, string>): Promise<Record<string, unknown>[]>;
  /** All servers that the credentials may see of a project, or with a tag; with their tags. */
  servers(query: Record<string, string>): Promise<Record<string, unknown>[]>;
  /** All entries of another service's list, which stands under `key` in its answers. */
  list(service: string, path: string, key: string): Promise<Record<string, unknown>[]>;
  /** One thing, which stands under `key` in the answer. */
  get(service: string, path: string, key: string): Promise<Record<string, unknown>>;
}

/** The first microversion of Nova in which servers have tags (2.26, OpenStack Newton). */
const WITH_TAGS = { "openstack-api-version": "compute 2.26" };

/** Reads with a session. All members throw CloudApiError. */
export function cloudReader(session: OpenStackSession): CloudReader {
  return {
    network: (collection, query) =>
      listAll(session, "network", `/${collection}?${params(query)}`, collection.replaceAll("-", "_")),
    servers: async (query) => {
      const ask = (more: Record<string, string>): Promise<Record<string, unknown>[]> =>
        listAll(session, "compute", `/servers/detail?${params({ ...query, ...more })}`, "servers", WITH_TAGS);
      try {
        return await ask({ all_tenants: "1" });
      } catch (error) {
        // Only an operator may look beyond his own project; anyone else sees that one without asking for all.
        if (error instanceof CloudApiError && error.status === 403) return await ask({});
        throw error;
      }
    },
    list: (service, path, key) => listAll(session, service, path, key),
    get: async (service, path, key) => {
      const { status, body } = await session.call(service, "GET", path);
      if (status !== 200) throw new CloudApiError(answered(`GET ${path}`, status), { status });
      const found = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[key] : undefined;
      if (typeof found === "object" && found !== null) return found as Record<string, unknown>;
      throw new CloudApiError({
        en: `GET ${path} answered without ${key}`,
        vi: `GET ${path} trả lời mà không có ${key}`,
      });
    },
  };
}

function params(query: Record<string, string>): string {
  return new URLSearchParams(query).toString();
}

import * as z from "zod";
import type { CloudCredentials } from "./clouds-file.ts";

/** A cloud's API said no, or said nothing; the message names the request, never a token or a password. */
export class CloudApiError extends Error {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  constructor(message: string, options?: ErrorOptions & { status?: number }) {
    super(message, options);
    this.name = "CloudApiError";
    this.status = options?.status;
  }
}

/** Reads what stands in a cloud. */
export interface CloudReader {
  /** All entries of a Neutron list, such as `list("security-groups", { project_id })`. */
  network(collection: string, query: Record<string, string>): Promise<Record<string, unknown>[]>;
  /** All servers that the credentials may see of a project, or with a tag; with their tags. */
  servers(query: Record<string, string>): Promise<Record<string, unknown>[]>;
}

const TIMEOUT_MS = 30_000;
/** The first microversion of Nova in which servers have tags (2.26, OpenStack Newton). */
const NOVA_MICROVERSION = "2.26";

const catalogue = z.object({
  token: z.object({
    catalog: z.array(
      z.object({
        type: z.string(),
        endpoints: z.array(z.object({ interface: z.string(), region: z.string().nullish(), url: z.string() })),
      }),
    ),
  }),
});
const listAnswer = z.record(z.string(), z.unknown());
const records = z.array(z.record(z.string(), z.unknown()));
const links = z.array(z.object({ rel: z.string(), href: z.string() }));

/** Gets a token from Keystone (Identity API v3) and finds network and compute in its catalogue. */
export async function openCloud(credentials: CloudCredentials): Promise<CloudReader> {
  const answer = await request(`${credentials.authUrl}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth: { identity: identityOf(credentials), ...scopeOf(credentials) } }),
  });
  const token = answer.headers.get("x-subject-token");
  if (token === null) throw new CloudApiError(`POST ${credentials.authUrl}/auth/tokens gave no token`);
  const { token: found } = catalogue.parse(await answer.json());
  const endpoint = (type: string): string => {
    const url = found.catalog
      .find((service) => service.type === type)
      ?.endpoints.find(
        (each) =>
          each.interface === credentials.interface &&
          (credentials.region === undefined || each.region === credentials.region),
      )?.url;
    if (url === undefined) {
      throw new CloudApiError(`the cloud's catalogue has no ${credentials.interface} endpoint for ${type}`);
    }
    return url.replace(/\/+$/, "");
  };
  const network = endpoint("network").replace(/\/v2\.0$/, "");
  const compute = endpoint("compute");
  const headers = { "x-auth-token": token };
  return {
    network: (collection, query) =>
      listAll(`${network}/v2.0/${collection}?${new URLSearchParams(query).toString()}`, collection, headers),
    servers: async (query) => {
      const ask = (more: Record<string, string>) =>
        listAll(`${compute}/servers/detail?${new URLSearchParams({ ...query, ...more }).toString()}`, "servers", {
          ...headers,
          "openstack-api-version": `compute ${NOVA_MICROVERSION}`,
        });
      try {
        return await ask({ all_tenants: "1" });
      } catch (error) {
        // Only an operator may look beyond his own project; anyone else sees that one without asking for all.
        if (error instanceof CloudApiError && error.status === 403) return await ask({});
        throw error;
      }
    },
  };
}

function identityOf(credentials: CloudCredentials): Record<string, unknown> {
  const { applicationCredentialId: id, applicationCredentialSecret: secret } = credentials;
  if (id !== undefined) return { methods: ["application_credential"], application_credential: { id, secret } };
  const { username: name, userDomainName, password } = credentials;
  return { methods: ["password"], password: { user: { name, domain: { name: userDomainName }, password } } };
}

/** An application credential brings its project with it, and Keystone refuses a second one. */
function scopeOf(credentials: CloudCredentials): { scope?: Record<string, unknown> } {
  const { applicationCredentialId, projectId, projectName, projectDomainName } = credentials;
  if (applicationCredentialId !== undefined) return {};
  if (projectId !== undefined) return { scope: { project: { id: projectId } } };
  if (projectName === undefined) return {};
  return { scope: { project: { name: projectName, domain: { name: projectDomainName } } } };
}

/** Follows the `next` links of both Neutron and Nova, whose pages are cut where the operator wants. */
async function listAll(
  url: string,
  collection: string,
  headers: Record<string, string>,
): Promise<Record<string, unknown>[]> {
  const key = collection.replaceAll("-", "_");
  const found: Record<string, unknown>[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const page: Record<string, unknown> = listAnswer.parse(await (await request(next, { headers })).json());
    found.push(...records.parse(page[key] ?? []));
    next = links.parse(page[`${key}_links`] ?? []).find(({ rel }) => rel === "next")?.href;
  }
  return found;
}

async function request(url: string, init: RequestInit): Promise<Response> {
  const what = `${init.method ?? "GET"} ${url}`;
  let answer: Response;
  try {
    answer = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new CloudApiError(`${what}: ${cause}`, { cause: error });
  }
  if (!answer.ok) throw new CloudApiError(`${what}: ${answer.status} ${answer.statusText}`, { status: answer.status });
  return answer;
}

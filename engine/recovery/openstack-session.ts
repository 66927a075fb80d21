import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

/** How to log in to an OpenStack cloud: the names that the provider's configuration has. */
export type Credentials = Partial<
  Record<
    | "authUrl"
    | "userName"
    | "userId"
    | "password"
    | "userDomainName"
    | "userDomainId"
    | "tenantId"
    | "tenantName"
    | "projectDomainName"
    | "projectDomainId"
    | "applicationCredentialId"
    | "applicationCredentialSecret"
    | "region"
    | "endpointType"
    | "cacertFile"
    | "insecure",
    string
  >
>;

/** An authenticated session: just enough of the OpenStack APIs to find and remove resources. */
export interface OpenStackSession {
  projectId: string;
  /** Calls a service; the path starts behind the service's endpoint. */
  call(service: ServiceType, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

export type ServiceType = "network" | "compute" | "image" | "identity" | "volumev3";

/**
 * The cloud said nothing about what it was asked: no answer came, or one that it could not tell (5xx). Asked again later it
 * may; a refusal (4xx) stays one.
 */
export class CloudSilentError extends Error {
  override name = "CloudSilentError";
}

/** The service's other names in catalogues, and the version that its endpoint may leave out. */
const services: Record<ServiceType, { types: string[]; version?: string }> = {
  network: { types: ["network"], version: "v2.0" },
  compute: { types: ["compute"] },
  image: { types: ["image"], version: "v2" },
  identity: { types: ["identity"], version: "v3" },
  volumev3: { types: ["volumev3", "block-storage", "volume"] },
};

/**
 * The credentials that a provider resource in state works with, as the provider itself finds them: its
 * explicit configuration, else the clouds.yaml entry (`cloud`, OS_CLOUD), else OS_* variables.
 *
 * @param config - the provider's inputs, secrets in the clear
 */
export function credentialsOf(config: Record<string, unknown>, env: NodeJS.ProcessEnv): Credentials {
  const cloud = text(config["cloud"]) ?? text(env["OS_CLOUD"]);
  const named = cloud === undefined ? {} : cloudsYamlEntry(cloud, env);
  const os = (...names: string[]): string | undefined => names.map((n) => text(env[n])).find((v) => v !== undefined);
  const result: Credentials = {};
  const from: [keyof Credentials, string | undefined][] = [
    ["authUrl", os("OS_AUTH_URL")],
    ["userName", os("OS_USERNAME")],
    ["userId", os("OS_USER_ID")],
    ["password", os("OS_PASSWORD")],
    ["userDomainName", os("OS_USER_DOMAIN_NAME", "OS_DEFAULT_DOMAIN")],
    ["userDomainId", os("OS_USER_DOMAIN_ID")],
    ["tenantId", os("OS_PROJECT_ID", "OS_TENANT_ID")],
    ["tenantName", os("OS_PROJECT_NAME", "OS_TENANT_NAME")],
    ["projectDomainName", os("OS_PROJECT_DOMAIN_NAME", "OS_DEFAULT_DOMAIN")],
    ["projectDomainId", os("OS_PROJECT_DOMAIN_ID")],
    ["applicationCredentialId", os("OS_APPLICATION_CREDENTIAL_ID")],
    ["applicationCredentialSecret", os("OS_APPLICATION_CREDENTIAL_SECRET")],
    ["region", os("OS_REGION_NAME")],
    ["endpointType", os("OS_ENDPOINT_TYPE", "OS_INTERFACE")],
    ["cacertFile", os("OS_CACERT")],
    ["insecure", os("OS_INSECURE")],
  ];
  for (const [key, fromEnv] of from) {
    // With a clouds.yaml entry the provider reads all of the identity from there.
    result[key] = (cloud === undefined ? text(config[key]) : (named[key] ?? text(config[key]))) ?? fromEnv;
  }
  return result;
}

function text(value: unknown): string | undefined {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "" ? String(value) : undefined;
}

/** One entry of clouds.yaml, from where OpenStack's own tools look for it. */
function cloudsYamlEntry(cloud: string, env: NodeJS.ProcessEnv): Credentials {
  const places = [
    env["OS_CLIENT_CONFIG_FILE"],
    "clouds.yaml",
    join(homedir(), ".config", "openstack", "clouds.yaml"),
    "/etc/openstack/clouds.yaml",
  ];
  for (const path of places) {
    if (path === undefined) continue;
    let entry: { auth?: Record<string, unknown>; [key: string]: unknown } | undefined;
    try {
      entry = (parse(readFileSync(path, "utf8")) as { clouds?: Record<string, typeof entry> }).clouds?.[cloud];
    } catch {
      continue;
    }
    if (!entry) continue;
    const all: Record<string, unknown> = { ...entry, ...entry.auth };
    const of = (...keys: string[]): string | undefined =>
      keys
        .map((k) => all[k])
        .find((v): v is string => typeof v === "string" || typeof v === "boolean")
        ?.toString();
    return {
      authUrl: of("auth_url"),
      userName: of("username"),
      userId: of("user_id"),
      password: of("password"),
      userDomainName: of("user_domain_name"),
      userDomainId: of("user_domain_id"),
      tenantId: of("project_id", "tenant_id"),
      tenantName: of("project_name", "tenant_name"),
      projectDomainName: of("project_domain_name"),
      projectDomainId: of("project_domain_id"),
      applicationCredentialId: of("application_credential_id"),
      applicationCredentialSecret: of("application_credential_secret"),
      region: of("region_name"),
      endpointType: of("interface", "endpoint_type"),
      cacertFile: of("cacert"),
      insecure: of("verify") === "false" ? "true" : undefined,
    };
  }
  return {};
}

/**
 * Logs in (Identity API v3, POST /auth/tokens).
 *
 * @throws Error that names the cloud's answer, never a password; CloudSilentError when there was none
 */
export async function openStackSession(credentials: Credentials, timeoutMs = 30_000): Promise<OpenStackSession> {
  const { authUrl } = credentials;
  if (authUrl === undefined)
    throw new Error("no authUrl in the provider's configuration and no OS_CLOUD or OS_AUTH_URL");
  const base = /\/v3\/?$/.test(authUrl) ? authUrl.replace(/\/$/, "") : `${authUrl.replace(/\/$/, "")}/v3`;
  const answer = await http(`${base}/auth/tokens`, "POST", { auth: authBody(credentials) }, {}, credentials, timeoutMs);
  const token = answer.headers["x-subject-token"];
  if (answer.status !== 201 || typeof token !== "string")
    throw new Error(`${base}/auth/tokens answered ${answer.status}`);
  const body = answer.body as { token: { project?: { id: string }; catalog?: CatalogEntry[] } };
  return {
    projectId: body.token.project?.id ?? "",
    call(service, method, path, payload) {
      const endpoint = endpointOf(body.token.catalog ?? [], service, credentials);
      return http(`${endpoint}${path}`, method, payload, { "x-auth-token": token }, credentials, timeoutMs);
    },
  };
}

function domain(id?: string, name?: string): unknown {
  return id === undefined ? { name: name ?? "Default" } : { id };
}

interface CatalogEntry {
  type: string;
  endpoints: { interface: string; region?: string; url: string }[];
}

function endpointOf(catalog: CatalogEntry[], service: ServiceType, { region, endpointType }: Credentials): string {
  const { types, version } = services[service];
  const wanted = (endpointType ?? "public").replace(/URL$/, "");
  const url = catalog
    .filter((entry) => types.includes(entry.type))
    .flatMap((entry) => entry.endpoints)
    .find((e) => e.interface === wanted && (region === undefined || e.region === region))?.url;
  if (url === undefined) throw new Error(`the cloud's catalogue has no ${wanted} endpoint of ${service}`);
  const bare = url.replace(/\/$/, "");
  return version === undefined || bare.endsWith(`/${version}`) ? bare : `${bare}/${version}`;
}

function authBody(c: Credentials): unknown {
  if (c.applicationCredentialId !== undefined) {
    return {
      identity: {
        methods: ["application_credential"],
        application_credential: { id: c.applicationCredentialId, secret: c.applicationCredentialSecret },
      },
    };
  }
  const userDomain = domain(c.userDomainId, c.userDomainName);
  const user = c.userId === undefined ? { name: c.userName, domain: userDomain } : { id: c.userId };
  const project =
    c.tenantId === undefined
      ? {
          name: c.tenantName,
          domain: domain(c.projectDomainId ?? c.userDomainId, c.projectDomainName ?? c.userDomainName),
        }
      : { id: c.tenantId };
  const scoped = c.tenantId !== undefined || c.tenantName !== undefined;
  return {
    identity: { methods: ["password"], password: { user: { ...user, password: c.password } } },
    ...(scoped ? { scope: { project } } : {}),
  };
}

interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
}

/** node:http rather than fetch: a cloud's own certificate authority is given per connection. */
function http(
  url: string,
  method: string,
  payload: unknown,
  headers: Record<string, string>,
  { cacertFile, insecure }: Credentials,
  timeoutMs: number,
): Promise<Answer> {
  const silent = (why: string, cause?: unknown) => new CloudSilentError(`${method} ${url}: ${why}`, { cause });
  return new Promise((resolve, reject) => {
    const sent = payload === undefined ? undefined : JSON.stringify(payload);
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const call = send(
      url,
      {
        method,
        headers: {
          accept: "application/json",
          ...(sent === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ca: cacertFile === undefined ? undefined : readFileSync(cacertFile),
        rejectUnauthorized: insecure !== "true",
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", (error) => reject(silent(error.message, error)));
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          if (status >= 500) return reject(silent(`answered ${status}`));
          const raw = Buffer.concat(chunks).toString();
          let body: unknown = raw;
          try {
            body = raw === "" ? undefined : JSON.parse(raw);
          } catch {
            // Some errors come as HTML; the status says enough.
          }
          resolve({ status, body, headers: answer.headers });
        });
      },
    );
    call.on("error", (error) => reject(silent(error.message, error)));
    call.end(sent);
  });
}

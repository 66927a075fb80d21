import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { CloudInfo } from "../../local-cloud/types.ts";

interface CatalogEntry {
  type: string;
  endpoints: { interface: string; url: string }[];
}

/** The admin's view of a local cloud, by its REST APIs: just what the tests of the cloud itself need. */
export class OpenStack {
  private readonly token: string;
  readonly endpoints: Record<string, string>;

  private constructor(token: string, endpoints: Record<string, string>) {
    this.token = token;
    this.endpoints = endpoints;
  }

  static async connect(info: CloudInfo): Promise<OpenStack> {
    const file: { clouds: { devcloud: { auth: { password: string } } } } = parse(readFileSync(info.cloudsYaml, "utf8"));
    const user = { name: "admin", domain: { name: "Default" }, password: file.clouds.devcloud.auth.password };
    const scope = { project: { name: "admin", domain: { name: "Default" } } };
    const auth = { identity: { methods: ["password"], password: { user } }, scope };
    const response = await fetch(`${info.authUrl}/auth/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ auth }),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status !== 201) throw new Error(`keystone says ${response.status}: ${await response.text()}`);
    const { token }: { token: { catalog: CatalogEntry[] } } = JSON.parse(await response.text());
    const endpoints = token.catalog.map(({ type, endpoints: all }): [string, string] => [
      type,
      all.find((endpoint) => endpoint.interface === "public")?.url ?? "",
    ]);
    return new OpenStack(response.headers.get("x-subject-token") ?? "", Object.fromEntries(endpoints));
  }

  /** Sends a request; a body that is no string goes as JSON. Throws on any answer of 400 or more. */
  async request<T>(method: string, service: string, path: string, body?: unknown): Promise<T> {
    const raw = typeof body === "string";
    const sent = raw || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(`${this.endpoints[service]}${path}`, {
      method,
      headers: { "x-auth-token": this.token, "content-type": raw ? "application/octet-stream" : "application/json" },
      body: sent,
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${service}${path}: ${response.status} ${text}`);
    return JSON.parse(text || "null");
  }

  /** Creates one object of neutron and returns it. */
  async network<T = { id: string }>(kind: string, content: object): Promise<T> {
    const answer = await this.request<Record<string, T>>("POST", "network", `/v2.0/${kind.replaceAll("_", "-")}s`, {
      [kind]: content,
    });
    return answer[kind]!;
  }
}

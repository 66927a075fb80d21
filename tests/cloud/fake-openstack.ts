import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Item = Record<string, unknown> & { id: string };

/** A Keystone and a Neutron that know networks and subnets, and can leave a request without an answer. */
export interface FakeOpenStack {
  url: string;
  projectId: string;
  networks: Item[];
  subnets: Item[];
  /** Paths such as "POST /v2.0/subnets" that do their work and then never answer. */
  silent: Set<string>;
  /** What it answers to such paths instead of doing their work: an HTTP status. */
  refused: Map<string, number>;
  /** Resolves when a silent request has done its work. */
  swallowed(): Promise<string>;
  close(): Promise<void>;
}

/** Starts it on a loopback port. */
export async function startFakeOpenStack(): Promise<FakeOpenStack> {
  const waiting: ((path: string) => void)[] = [];
  const fake: FakeOpenStack = {
    url: "",
    projectId: randomUUID().replaceAll("-", ""),
    networks: [],
    subnets: [],
    silent: new Set(),
    refused: new Map(),
    swallowed: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = createServer((request, response) => {
    void handle(fake, request, response, (path) => {
      for (const tell of waiting.splice(0)) tell(path);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

async function handle(
  fake: FakeOpenStack,
  request: IncomingMessage,
  response: ServerResponse,
  swallow: (path: string) => void,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", fake.url);
  const route = `${request.method} ${pathname}`;
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const refusal = fake.refused.get(route);
  const [status, body] =
    refusal === undefined
      ? answer(fake, route, searchParams, text === "" ? undefined : JSON.parse(text))
      : [refusal, { NeutronError: { message: "refused", type: "BadRequest", detail: "" } }];
  if (fake.silent.has(route)) return swallow(route);
  response.writeHead(status, { "content-type": "application/json", "x-subject-token": "token" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function answer(fake: FakeOpenStack, route: string, query: URLSearchParams, body: unknown): [number, unknown] {
  if (route === "GET /v3/" || route === "GET /v3")
    return [200, { version: { id: "v3.14", status: "stable", links: [] } }];
  if (route === "GET /")
    return [
      300,
      { versions: { values: [{ id: "v3.14", status: "stable", links: [{ rel: "self", href: `${fake.url}/v3/` }] }] } },
    ];
  if (route === "POST /v3/auth/tokens") return [201, { token: token(fake) }];
  const [, method, collection, id, extra] =
    /^(\w+) \/v2\.0\/(networks|subnets)(?:\/([^/]+))?(\/tags)?$/.exec(route) ?? [];
  if (collection !== "networks" && collection !== "subnets") return [404, { NeutronError: { message: route } }];
  const items = fake[collection];
  const singular = collection.slice(0, -1);
  const item = items.find((i) => i.id === id);
  if (method === "POST") {
    // Neutron gives a subnet the first address of its prefix as gateway.
    const gateway = collection === "subnets" ? { gateway_ip: "2001:db8:1::1" } : {};
    const made = { ...defaults(fake), ...gateway, ...(body as Record<string, Item>)[singular], id: randomUUID() };
    items.push(made);
    return [201, { [singular]: made }];
  }
  if (id === undefined) {
    const fits = items.filter((i) => [...query].every(([key, value]) => String(i[key] as string | boolean) === value));
    return [200, { [collection]: fits }];
  }
  if (!item) return [404, { NeutronError: { message: `${singular} ${id} not found`, type: "NotFound", detail: "" } }];
  if (method === "DELETE") {
    items.splice(items.indexOf(item), 1);
    return [204, undefined];
  }
  if (method === "PUT") {
    Object.assign(item, extra ? (body as Item) : (body as Record<string, Item>)[singular]);
    return [200, extra ? { tags: item["tags"] } : { [singular]: item }];
  }
  return [200, { [singular]: item }];
}

function defaults(fake: FakeOpenStack): Record<string, unknown> {
  return {
    status: "ACTIVE",
    admin_state_up: true,
    project_id: fake.projectId,
    tenant_id: fake.projectId,
    tags: [],
    created_at: new Date().toISOString(),
  };
}

function token(fake: FakeOpenStack): unknown {
  const endpoint = (type: string, url: string): unknown => ({
    type,
    name: type,
    id: type,
    endpoints: [{ id: type, interface: "public", region: "RegionOne", region_id: "RegionOne", url }],
  });
  return {
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    issued_at: new Date().toISOString(),
    methods: ["password"],
    project: { id: fake.projectId, name: "agency", domain: { id: "default", name: "Default" } },
    user: { id: "u", name: "deployer", domain: { id: "default", name: "Default" } },
    roles: [{ id: "r", name: "member" }],
    catalog: [endpoint("identity", `${fake.url}/v3`), endpoint("network", fake.url)],
  };
}

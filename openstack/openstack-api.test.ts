import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { CloudCredentials } from "./clouds-file.ts";
import { CloudApiError, openCloud } from "./openstack-api.ts";

interface Request {
  method: string;
  url: string;
  body: string;
  headers: IncomingMessage["headers"];
}

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

/** A cloud on loopback: Keystone answers by itself, the rest as the test says. */
async function startCloud(
  answer: (request: Request) => { status?: number; body?: unknown },
): Promise<{ credentials: CloudCredentials; requests: Request[] }> {
  const requests: Request[] = [];
  let origin = "";
  const handle = (request: Request, response: ServerResponse): void => {
    requests.push(request);
    if (request.url === "/v3/auth/tokens") {
      const endpoint = (path: string) => [
        { interface: "internal", region: "RegionOne", url: "http://192.0.2.1" },
        { interface: "public", region: "RegionOne", url: `${origin}${path}` },
      ];
      const catalog = [
        { type: "network", endpoints: endpoint("/network/") },
        { type: "compute", endpoints: endpoint("/compute/v2.1") },
      ];
      response.writeHead(201, { "x-subject-token": "t0ken" }).end(JSON.stringify({ token: { catalog } }));
      return;
    }
    const { status = 200, body = {} } = answer(request);
    response.writeHead(status).end(JSON.stringify(body));
  };
  server = createServer((incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (text: string) => (body += text));
    incoming.on("end", () =>
      handle({ method: incoming.method ?? "", url: incoming.url ?? "", body, headers: incoming.headers }, response),
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials: CloudCredentials = {
    authUrl: `${origin}/v3`,
    region: "RegionOne",
    interface: "public",
    username: "operator",
    password: "s3cret",
    userDomainName: "Default",
    projectName: "admin",
    projectDomainName: "Default",
  };
  return { credentials, requests };
}

test("a password gets a token, scoped to the project, and the catalogue says where to ask", async () => {
  const { credentials, requests } = await startCloud(() => ({ body: { security_groups: [{ id: "g" }] } }));
  const cloud = await openCloud(credentials);
  expect(await cloud.network("security-groups", { project_id: "p" })).toEqual([{ id: "g" }]);
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: "operator", domain: { name: "Default" }, password: "s3cret" } },
      },
      scope: { project: { name: "admin", domain: { name: "Default" } } },
    },
  });
  expect(requests[1]?.url).toBe("/network/v2.0/security-groups?project_id=p");
  expect(requests[1]?.headers["x-auth-token"]).toBe("t0ken");
});

test("an application credential brings its own project", async () => {
  const { credentials, requests } = await startCloud(() => ({}));
  await openCloud({ ...credentials, applicationCredentialId: "id", applicationCredentialSecret: "s3cret" });
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
    auth: { identity: { methods: ["application_credential"], application_credential: { id: "id", secret: "s3cret" } } },
  });
});

test("a list in pages is read to its end", async () => {
  const { credentials } = await startCloud(({ url, headers }) =>
    url.includes("marker")
      ? { body: { ports: [{ id: "2" }] } }
      : {
          body: {
            ports: [{ id: "1" }],
            ports_links: [{ rel: "next", href: `http://${headers.host}/network/v2.0/ports?marker=1` }],
          },
        },
  );
  const cloud = await openCloud(credentials);
  expect(await cloud.network("ports", {})).toEqual([{ id: "1" }, { id: "2" }]);
});

test("who may not see all projects' servers sees those of its own", async () => {
  const { credentials, requests } = await startCloud(({ url }) =>
    url.includes("all_tenants") ? { status: 403 } : { body: { servers: [{ id: "s" }] } },
  );
  const cloud = await openCloud(credentials);
  expect(await cloud.servers({ project_id: "p" })).toEqual([{ id: "s" }]);
  expect(requests[1]?.headers["openstack-api-version"]).toBe("compute 2.26");
});

test("an error names the request and its status, and no secret", async () => {
  const { credentials } = await startCloud(() => ({ status: 503 }));
  const cloud = await openCloud(credentials);
  const error: unknown = await cloud.network("networks", {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CloudApiError);
  expect((error as CloudApiError).message).toMatch(/^GET http:.*\/v2\.0\/networks\?: 503 /);
  await expect(openCloud({ ...credentials, region: "elsewhere" })).rejects.toThrow(
    "the cloud's catalogue has no public endpoint for network",
  );
  await expect(openCloud({ ...credentials, authUrl: "http://127.0.0.1:1/v3" })).rejects.toThrow(CloudApiError);
});

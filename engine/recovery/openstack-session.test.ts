import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentialsOf, openStackSession } from "./openstack-session.ts";

describe("credentials", () => {
  const folder = mkdtempSync(join(tmpdir(), "clouds-test-"));
  const file = join(folder, "clouds.yaml");
  beforeAll(() =>
    writeFileSync(
      file,
      "clouds:\n  dev:\n    auth: {auth_url: 'http://192.0.2.1:5000', username: admin, password: a, project_name: admin}\n    region_name: R\n    verify: false\n",
    ),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  test("are the provider's own", () => {
    const config = {
      authUrl: "http://192.0.2.9:5000/v3",
      userName: "deployer",
      password: "b",
      tenantId: "t",
      cloud: "",
    };
    expect(credentialsOf(config, {})).toMatchObject({ authUrl: config.authUrl, userName: "deployer", tenantId: "t" });
  });

  test("come from clouds.yaml when a cloud is named, as the provider has it", () => {
    const env = { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "dev" };
    expect(credentialsOf({ tenantId: "t" }, env)).toMatchObject({
      userName: "admin",
      tenantName: "admin",
      region: "R",
      insecure: "true",
    });
  });

  test("come from OS_* when there is nothing else", () => {
    const env = { OS_AUTH_URL: "http://192.0.2.1:5000", OS_USERNAME: "u", OS_PROJECT_NAME: "p" };
    expect(credentialsOf({}, env)).toMatchObject({ authUrl: env.OS_AUTH_URL, userName: "u", tenantName: "p" });
  });
});

describe("a session", () => {
  const seen: { path: string; body: string; token: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen.push({ path: request.url ?? "", body, token: request.headers["x-auth-token"] });
      const login = request.url === "/v3/auth/tokens";
      response.writeHead(login ? (body.includes("wrong") ? 401 : 201) : 200, { "x-subject-token": "tok" });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const endpoints = [
        { interface: "internal", region: "R", url: "http://192.0.2.1" },
        { interface: "public", region: "R", url: `${url}/network/` },
      ];
      response.end(
        JSON.stringify(
          login ? { token: { project: { id: "p" }, catalog: [{ type: "network", endpoints }] } } : { ok: true },
        ),
      );
    });
  });
  let authUrl: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    authUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test("logs in and calls the service at its public endpoint, with the API's version", async () => {
    const session = await openStackSession({ authUrl, userName: "u", password: "x", tenantName: "p", region: "R" });
    expect(session.projectId).toBe("p");
    expect((await session.call("network", "GET", "/networks")).body).toEqual({ ok: true });
    expect(seen.at(-1)).toMatchObject({ path: "/network/v2.0/networks", token: "tok" });
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({
      auth: { scope: { project: { name: "p", domain: { name: "Default" } } } },
    });
    expect(() => session.call("image", "GET", "/images")).toThrow("no public endpoint of image");
  });

  test("a refused login names the answer and not the password", async () => {
    await expect(openStackSession({ authUrl, userName: "u", password: "wrong" })).rejects.toThrow(
      /^http.*answered 401$/,
    );
  });

  test("no cloud at all is said so", async () => {
    await expect(openStackSession({})).rejects.toThrow("no authUrl");
  });
});

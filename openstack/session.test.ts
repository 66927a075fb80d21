import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { CloudApiError } from "./cloud-api-error.ts";
import { cloudConfig } from "./cloud-config.ts";
import { type OpenStackSession, openSession } from "./session.ts";
import { type Asked, type FakeCloud, startFakeCloud } from "./testing/fake-cloud.ts";

let cloud: FakeCloud | undefined;
afterEach(() => cloud?.close());

/** A session with a cloud that answers as the test says. */
async function open(
  answer: (asked: Asked) => { status?: number; body?: unknown } | undefined,
  more: Record<string, string> = { OS_REGION_NAME: "RegionOne" },
): Promise<{ session: OpenStackSession; asked: Asked[] }> {
  cloud = await startFakeCloud(answer);
  return { session: await openSession(cloudConfig({ ...cloud.environment, ...more })), asked: cloud.asked };
}

const fine = ({ path }: Asked) => (path.includes("/auth/") ? undefined : { body: { fine: true } });
const messageOf = (error: unknown): string => (error instanceof CloudApiError ? error.message : "no CloudApiError");

test("a login gets a token, the project's id, and a catalogue that says where to ask", async () => {
  const { session, asked } = await open(fine);
  expect(session.projectId).toBe("project");
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ auth: { scope: { project: { name: "admin" } } } });
  expect(await session.call("network", "GET", "/networks")).toMatchObject({ status: 200, body: { fine: true } });
  expect(asked[1]).toMatchObject({ path: "/network/v2.0/networks", headers: { "x-auth-token": "token-1" } });
});

test("the services' versions and older types are known, and the session's region counts", async () => {
  const { session, asked } = await open(fine, { OS_REGION_NAME: "two" });
  for (const service of ["network", "image", "compute", "block-storage"]) await session.call(service, "GET", "/x");
  expect(asked.slice(1).map(({ path }) => path)).toEqual([
    "/two/network/v2.0/x",
    "/two/image/v2/x",
    "/two/compute/x",
    "/two/volumev3/x",
  ]);
});

test("an endpoint override counts before the catalogue, which need not have the service", async () => {
  const { session, asked } = await open(fine, {});
  const overridden = await openSession(
    cloudConfig({ ...cloud?.environment, OS_LOAD_BALANCER_ENDPOINT_OVERRIDE: `${cloud?.url}/octavia/` }),
  );
  await overridden.call("load-balancer", "GET", "/v2/lbaas/loadbalancers");
  expect(asked.at(-1)?.path).toBe("/octavia/v2/lbaas/loadbalancers");
  await expect(session.call("load-balancer", "GET", "/")).rejects.toThrow("no public endpoint of load-balancer");
});

test("a service that the catalogue has not in this region or interface is named", async () => {
  const { session } = await open(fine, { OS_REGION_NAME: "nowhere", OS_INTERFACE: "adminURL" });
  const failure = session.call("network", "GET", "/networks");
  await expect(failure).rejects.toThrow("the cloud's catalogue has no admin endpoint of network in region nowhere");
});

test("bodies go as JSON, or as they are where they are text", async () => {
  const { session, asked } = await open(fine);
  await session.call("network", "POST", "/networks", { body: { network: {} }, headers: { "x-more": "1" } });
  await session.call("image", "PUT", "/images/i/file", { body: "\0\0" });
  expect(asked[1]).toMatchObject({ body: '{"network":{}}', headers: { "content-type": "application/json" } });
  expect(asked[1]?.headers["x-more"]).toBe("1");
  expect(asked[2]).toMatchObject({ body: "\0\0", headers: { "content-type": "application/octet-stream" } });
});

test("a token that has expired is renewed once for all that it fails, and a refusal after that is the answer", async () => {
  let valid = "token-2";
  const { session, asked } = await open(({ path, headers }) => {
    if (path.includes("/auth/")) return undefined;
    return headers["x-auth-token"] === valid ? { body: {} } : { status: 401 };
  });
  const statuses = await Promise.all(["/a", "/b", "/c"].map((path) => session.call("compute", "GET", path)));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asked.filter(({ path }) => path.includes("/auth/"))).toHaveLength(2);
  valid = "none";
  expect(await session.call("compute", "GET", "/d")).toMatchObject({ status: 401 });
});

test("a refusal is an answer; silence and 5xx are errors that say nothing about what was asked", async () => {
  const { session } = await open(({ path }) => {
    if (path.endsWith("/missing")) return { status: 404 };
    return path.endsWith("/broken") ? { status: 503 } : undefined;
  });
  expect(await session.call("network", "GET", "/missing")).toMatchObject({ status: 404 });
  const error: unknown = await session.call("network", "GET", "/broken").catch((thrown: unknown) => thrown);
  expect(messageOf(error)).toMatch(/^GET http:.*\/v2\.0\/broken answered 503$/);
  expect(error).toMatchObject({ status: 503, refused: false });
  await cloud?.close();
  const silence: unknown = await session.call("network", "GET", "/gone").catch((thrown: unknown) => thrown);
  expect(messageOf(silence)).toMatch(/^GET http:.*\/gone: ./);
  expect(silence).toMatchObject({ status: undefined, refused: false });
});

test("an API that accepts and never answers is left at once when the caller gives up", async () => {
  const asked = Promise.withResolvers<void>();
  const silent = createServer((connection) => connection.on("data", () => asked.resolve()));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const config = cloudConfig({ OS_AUTH_URL: url, OS_USERNAME: "u", OS_PASSWORD: "p", OS_PROJECT_NAME: "a" });
  const abort = new AbortController();
  const login = openSession(config, { signal: abort.signal });
  await asked.promise;
  abort.abort();
  await expect(login).rejects.toThrow(`POST ${url}/v3/auth/tokens: The operation was aborted`);
  silent.close();
});

test("a refused login names the answer, and no secret", async () => {
  cloud = await startFakeCloud(() => ({ status: 401, body: { error: "s3cret" } }));
  const authUrl = cloud.url.replace("//", "//proxy:s3cret@s3cret@");
  for (const [url, expected] of [
    [authUrl, /^POST http:\/\/[^@]*\/v3\/auth\/tokens answered 401$/],
    ["http://proxy:s3cret@127.0.0.1:1", /^POST http:\/\/127.0.0.1:1\/v3\/auth\/tokens: .*ECONNREFUSED/],
  ] as const) {
    const config = cloudConfig({ ...cloud.environment, OS_AUTH_URL: url });
    const error: unknown = await openSession(config).catch((thrown: unknown) => thrown);
    expect(messageOf(error)).toMatch(expected);
    expect(messageOf(error)).not.toContain("s3cret");
  }
});

test("whatever is no login is said so", async () => {
  cloud = await startFakeCloud(() => ({ status: 201, body: "<html>" }));
  await expect(openSession(cloudConfig(cloud.environment))).rejects.toThrow(
    /\/v3\/auth\/tokens answered without a token$/,
  );
});

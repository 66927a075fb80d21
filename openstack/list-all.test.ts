import { afterEach, expect, test } from "vitest";
import { CloudApiError } from "./cloud-api-error.ts";
import { cloudConfig } from "./cloud-config.ts";
import { cloudReader } from "./cloud-reader.ts";
import { listAll } from "./list-all.ts";
import { openSession } from "./session.ts";
import { type Asked, type FakeCloud, startFakeCloud } from "./testing/fake-cloud.ts";

let cloud: FakeCloud | undefined;
afterEach(() => cloud?.close());

async function open(answer: (asked: Asked) => { status?: number; body?: unknown }) {
  cloud = await startFakeCloud((asked) => (asked.path.includes("/auth/") ? undefined : answer(asked)));
  const session = await openSession(cloudConfig({ ...cloud.environment, OS_REGION_NAME: "RegionOne" }));
  return { session, asked: cloud.asked };
}

test.each([
  ["Neutron, Nova and Cinder", { ports_links: [{ rel: "next", href: "http://behind.proxy/v2.0/ports?marker=1" }] }],
  ["Glance", { next: "/v2/ports?marker=1" }],
  ["Keystone", { links: { next: "http://behind.proxy/v3/ports?marker=1", self: "" } }],
])("a list in pages is read to its end: %s", async (_, more) => {
  const { session, asked } = await open(({ path }) => ({
    body: path.includes("marker") ? { ports: [{ id: "2" }], links: { next: null } } : { ports: [{ id: "1" }], ...more },
  }));
  expect(await listAll(session, "network", "/ports?name=x", "ports")).toEqual([{ id: "1" }, { id: "2" }]);
  expect(asked.slice(1).map(({ path }) => path)).toEqual([
    "/network/v2.0/ports?name=x",
    "/network/v2.0/ports?marker=1",
  ]);
});

test.each([
  ["a refusal", { status: 403 }, "GET /ports answered 403", true],
  ["an answer without the list", { body: {} }, "GET /ports answered without a list of ports", false],
  ["a page for people", { body: "<html>" }, "GET /ports answered without a list of ports", false],
])("%s is an error, not an empty list", async (_, answer, message, refused) => {
  const { session } = await open(() => answer);
  const error: unknown = await listAll(session, "network", "/ports", "ports").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CloudApiError);
  expect(error).toMatchObject({ message, refused });
});

test("a reader asks Neutron by its own names", async () => {
  const { session, asked } = await open(() => ({ body: { security_groups: [{ id: "g" }] } }));
  expect(await cloudReader(session).network("security-groups", { project_id: "p" })).toEqual([{ id: "g" }]);
  expect(asked[1]?.path).toBe("/network/v2.0/security-groups?project_id=p");
});

test("who may not see all projects' servers sees those of its own", async () => {
  const { session, asked } = await open(({ path }) =>
    path.includes("all_tenants") ? { status: 403 } : { body: { servers: [{ id: "s" }] } },
  );
  expect(await cloudReader(session).servers({ project_id: "p" })).toEqual([{ id: "s" }]);
  expect(asked[1]?.headers["openstack-api-version"]).toBe("compute 2.26");
});

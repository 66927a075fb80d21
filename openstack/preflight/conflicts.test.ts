import { expect, onTestFinished, test } from "vitest";
import { cloudConfig } from "../cloud-config.ts";
import { openSession } from "../session.ts";
import { startFakeCloud } from "../testing/fake-cloud.ts";
import { conflicts, type Wanted, type WantedResource } from "./conflicts.ts";

const type = {
  project: "openstack:identity/project:Project",
  network: "openstack:networking/network:Network",
  pool: "openstack:networking/subnetPool:SubnetPool",
  scope: "openstack:networking/addressScope:AddressScope",
  image: "openstack:images/image:Image",
};
const resource = (kind: keyof typeof type, inputs: Record<string, unknown>): WantedResource => ({
  type: type[kind],
  inputs,
});
const external = resource("network", {
  name: "internet",
  segments: [{ networkType: "flat", physicalNetwork: "public" }],
});
const vlan = resource("network", {
  name: "internet",
  segments: [{ networkType: "vlan", physicalNetwork: "public", segmentationId: 7 }],
});
const ALL: WantedResource[] = [
  resource("project", { name: "stttt" }),
  external,
  resource("scope", { name: "province-ipv4" }),
  resource("scope", { name: "province-ipv6" }),
  resource("pool", { name: "province-ipv6", prefixes: ["2001:db8:ffff::/64"] }),
  resource("pool", { name: "stttt-ipv4", prefixes: ["10.96.0.0/16"], projectId: "unknown" }),
  resource("pool", { name: "stttt-ipv6", prefixes: ["3fff:38:60::/48"], projectId: "unknown" }),
  resource("image", { name: "debian-13-guest" }),
];

/** A cloud that an operator finds empty, by path without query; `project` is the fake cloud's own. */
const VIRGIN: Record<string, unknown> = {
  "/v3/projects": { projects: [] },
  "/v3/projects/project": { project: { id: "project", domain_id: "default" } },
  "/v3/domains/default": { domain: { name: "Default" } },
  "/v3/roles": { roles: [{ name: "admin" }, { name: "member" }] },
  "/network/v2.0/networks": { networks: [] },
  "/network/v2.0/address-scopes": { address_scopes: [] },
  "/network/v2.0/subnetpools": { subnetpools: [] },
  "/network/v2.0/quotas/project/details": { quota: { network: { limit: 10, used: 9, reserved: 0 } } },
  "/image/v2/info/usage": { usage: {} },
};

/** What stands in the way on a cloud that differs from a virgin one so; a number is a refusal. And what was asked. */
async function look(
  standing: Record<string, unknown>,
  { missing = ALL, roles = ["member"] }: Partial<Wanted> = {},
): Promise<{ found: string[]; asked: string[] }> {
  const cloud = await startFakeCloud(({ path }) => {
    if (path.includes("/auth/")) return undefined;
    const said = { ...VIRGIN, ...standing }[path.replace(/\?.*/, "")];
    return typeof said === "number" ? { status: said } : said === undefined ? undefined : { body: said };
  });
  onTestFinished(() => cloud.close());
  const environment = {
    ...cloud.environment,
    OS_REGION_NAME: "RegionOne",
    OS_IDENTITY_ENDPOINT_OVERRIDE: `${cloud.url}/v3`,
  };
  const session = await openSession(cloudConfig(environment));
  const found = await conflicts(session, { all: ALL, missing, roles });
  return { found: found.map(({ en }) => en), asked: cloud.asked.map(({ path }) => path).slice(1) };
}

test("nothing is in the way on a virgin cloud, in a handful of requests", async () => {
  const { found, asked } = await look({});
  expect(found).toEqual([]);
  expect(asked).toHaveLength(Object.keys(VIRGIN).length);
});

test("nothing is asked when nothing of a kind is to be made", async () => {
  expect(await look({}, { missing: [] })).toEqual({ found: [], asked: [] });
  expect((await look({}, { missing: [resource("image", {})] })).asked).toEqual(["/image/v2/info/usage"]);
});

test.each([
  [
    "a login that is no operator's",
    { "/v3/projects": 403 },
    /may not list .*\(403\).*: give one that has the role admin/,
  ],
  [
    "an operator in another domain",
    { "/v3/domains/default": { domain: { name: "ops" } } },
    /lies in the domain 'ops', .*: log in to a project of 'Default'/,
  ],
  [
    "a disabled project",
    { "/v3/projects": { projects: [{ id: "p1", name: "stttt", domain_id: "default", enabled: false }] } },
    /^The project 'stttt' \(p1\) is there already, disabled\. .*openstack project set --enable p1\./,
  ],
  ["a missing role", { "/v3/roles": { roles: [] } }, /no role 'member', .*: openstack role create member\./],
  [
    "a network of another name on the same physical one",
    { "/network/v2.0/networks": { networks: [flat({ name: "ext-net", project_id: "project" })] } },
    /^The physical network 'public' carries the network 'ext-net' \(n1 of project project\) already.*openstack network delete n1\./,
  ],
  [
    "one of the same name that is another project's",
    { "/network/v2.0/networks": { networks: [flat({ name: "internet", project_id: "admin" })] } },
    /'internet' \(n1 of project admin\) already/,
  ],
  [
    "a used-up quota",
    quota({ network: { limit: 9, used: 9, reserved: 0 } }),
    /may have 9 of network and has 9; 1 more .*--networks 10/,
  ],
  ["reserved pools", quota({ subnetpool: { limit: 3, used: 2, reserved: 1 } }), /may have 3 of subnetpool .*; 1 more/],
  [
    "a limit of images",
    { "/image/v2/info/usage": { usage: { image_count_total: { limit: 2, usage: 2 } } } },
    /may have 2 images and has 2; 1 more/,
  ],
])("%s is told, with what to do", async (_, standing, expected) => {
  expect((await look(standing)).found).toEqual([expect.stringMatching(expected)]);
});

function flat(row: Record<string, unknown>): Record<string, unknown> {
  return { id: "n1", "provider:network_type": "flat", "provider:physical_network": "public", ...row };
}
function quota(of: Record<string, unknown>): Record<string, unknown> {
  return { "/network/v2.0/quotas/project/details": { quota: of } };
}

test.each([
  ["its own, by name and project", external, flat({ name: "internet", project_id: "project" })],
  ["one on another physical network", external, flat({ "provider:physical_network": "storage" })],
  ["a VLAN beside a flat one", vlan, flat({})],
  ["another VLAN", vlan, flat({ "provider:network_type": "vlan", "provider:segmentation_id": 8 })],
])("%s is not in a network's way", async (_, wanted, standing) => {
  const { found } = await look({ "/network/v2.0/networks": { networks: [standing] } }, { missing: [wanted] });
  expect(found).toEqual([]);
});

test("the same VLAN is", async () => {
  const standing = flat({ name: "x", "provider:network_type": "vlan", "provider:segmentation_id": 7 });
  const { found } = await look({ "/network/v2.0/networks": { networks: [standing] } }, { missing: [vlan] });
  expect(found).toEqual([expect.stringMatching(/^The physical network 'public', VLAN 7, carries the network 'x'/)]);
});

test.each([
  ["a larger prefix", { prefixes: ["10.0.0.0/8"] }, 1],
  ["a part of it", { prefixes: ["198.51.100.0/24", "10.96.3.0/24"] }, 1],
  ["IPv6", { prefixes: ["3fff:38:60:8000::/52"] }, 1],
  ["a neighbour", { prefixes: ["10.97.0.0/16", "3fff:38:61::/48"] }, 0],
  ["another scope", { prefixes: ["10.0.0.0/8"], address_scope_id: "s2" }, 0],
  ["no scope", { prefixes: ["10.0.0.0/8"], address_scope_id: null }, 0],
  ["the wanted pool itself", { prefixes: ["10.96.0.0/16"], name: "stttt-ipv4" }, 0],
])("a pool that holds %s", async (_, row, count) => {
  const pool = { id: "x1", name: "spare", project_id: "other", address_scope_id: "s1", ...row };
  const scopes = [
    { id: "s1", name: "province-ipv4", project_id: "project" },
    { id: "s2", name: "province-ipv4", project_id: "other" },
  ];
  const { found } = await look({
    "/network/v2.0/address-scopes": { address_scopes: scopes },
    "/network/v2.0/subnetpools": { subnetpools: [pool] },
  });
  expect(found).toHaveLength(count);
  if (count > 0)
    expect(found[0]).toMatch(
      /^The subnet pool 'spare' \(x1 of project other\) holds .*openstack subnet pool delete x1/,
    );
});

test("what the login may not see is passed over; a cloud that is unwell is an error", async () => {
  const refusals = Object.fromEntries(Object.keys(VIRGIN).map((path) => [path, 404]));
  expect((await look(refusals)).found).toEqual([]);
  await expect(look({ "/network/v2.0/subnetpools": 503 })).rejects.toThrow(/answered 503/);
});

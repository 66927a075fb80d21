import { describe, expect, test } from "vitest";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { BGP_PEER, BGP_SPEAKER, NETWORK, SEC_GROUP } from "../resources/types.ts";
import { readTerraformPlan, readTerraformState } from "./terraform.ts";

interface Written {
  address: string;
  values?: Record<string, unknown>;
  unknown?: Record<string, unknown>;
}

const typeOf = (address: string): string => /openstack_\w+/.exec(address)?.[0] ?? "";
const resource = ({ address, values = {} }: Written, mode = "managed") => ({
  address,
  mode,
  type: typeOf(address),
  name: address.split(".").at(-1),
  values,
});

/** A plan of these instances, whose configuration is `configured`. */
const plan = (instances: Written[], configured: object, prior: Written[] = []) => ({
  planned_values: { root_module: { resources: instances.map((each) => resource(each)) } },
  resource_changes: instances.map(({ address, unknown = {} }) => ({
    address,
    type: typeOf(address),
    change: { actions: ["create"], after_unknown: unknown },
  })),
  configuration: { root_module: configured },
  prior_state: { values: { root_module: { resources: prior.map((each) => resource(each, "data")) } } },
});
const configuredAs = (address: string, expressions: object, more: object = {}) => ({
  address,
  mode: "managed",
  type: typeOf(address),
  expressions,
  ...more,
});
const named = (resources: readonly JudgedResource[], name: string) => resources.find((each) => each.name === name)!;

const NET = "openstack_networking_network_v2";
const SUB = "openstack_networking_subnet_v2";

/** What terraform lists for a traversal: itself, then each thing that it is a part of. */
const traversal = (...references: string[]) => ({ network_id: { references } });
const links = (resources: readonly JudgedResource[], name: string) =>
  (named(resources, name).propertyDependencies["networkId"] ?? []).map((urn) => urn.split("::").at(-1));

describe("links of instances", () => {
  const nets = ["[0]", "[1]"].map((index) => ({ address: `${NET}.net${index}` }));
  const subnets = ["[0]", "[1]"].map((index) => ({
    address: `${SUB}.sub${index}`,
    values: { ip_version: 4 },
    unknown: { network_id: true },
  }));
  const read = (expressions: object, more: object = {}) =>
    readTerraformPlan(
      plan([...nets, ...subnets], {
        resources: [
          configuredAs(`${NET}.net`, {}),
          configuredAs(`${SUB}.sub`, { ...expressions, ip_version: {} }, more),
        ],
      }),
    ).resources;

  test("with count.index lead to the instance of the same index", () => {
    const resources = read(traversal(`${NET}.net`, "count.index"));
    expect([links(resources, "sub[0]"), links(resources, "sub[1]")]).toEqual([["net[0]"], ["net[1]"]]);
  });

  test("with an index written out lead there, whoever refers", () => {
    const resources = read(traversal(`${NET}.net[0].id`, `${NET}.net[0]`, `${NET}.net`));
    expect([links(resources, "sub[0]"), links(resources, "sub[1]")]).toEqual([["net[0]"], ["net[0]"]]);
  });

  test("to all instances lead to all of them", () => {
    const resources = read(traversal(`${NET}.net`));
    expect(links(resources, "sub[1]")).toEqual(["net[0]", "net[1]"]);
  });

  test("by each.value lead to what for_each goes over", () => {
    const resources = read(traversal("each.value.id", "each.value"), {
      for_each_expression: { references: [`${NET}.net`] },
    });
    expect([links(resources, "sub[0]"), links(resources, "sub[1]")]).toEqual([["net[0]"], ["net[1]"]]);
  });
});

test("resources of one module instance are linked to each other, not to those of the next", () => {
  const keys = ["x", "y"];
  const instances = keys.flatMap((key) => [
    { address: `module.tenant["${key}"].${NET}.net` },
    { address: `module.tenant["${key}"].${SUB}.sub`, unknown: { network_id: true } },
  ]);
  const outside = { address: `${SUB}.out["y"]`, unknown: { network_id: true } };
  const fixed = { address: `${SUB}.fixed`, unknown: { network_id: true } };
  const tenant = {
    resources: [configuredAs(`${NET}.net`, {}), configuredAs(`${SUB}.sub`, traversal(`${NET}.net.id`, `${NET}.net`))],
    outputs: { network: { expression: { references: [`${NET}.net.id`, `${NET}.net`] } } },
  };
  const { resources } = readTerraformPlan(
    plan([...instances, outside, fixed], {
      resources: [
        configuredAs(`${SUB}.out`, traversal("each.value.network", "each.value"), {
          for_each_expression: { references: ["module.tenant"] },
        }),
        configuredAs(`${SUB}.fixed`, traversal('module.tenant["x"].network', 'module.tenant["x"]', "module.tenant")),
      ],
      module_calls: { tenant: { expressions: {}, module: tenant } },
    }),
  );
  const found = ['tenant["x"].sub', 'tenant["y"].sub', 'out["y"]', "fixed"].map((name) => links(resources, name));
  expect(found).toEqual([['tenant["x"].net'], ['tenant["y"].net'], ['tenant["y"].net'], ['tenant["x"].net']]);
});

test("generated blocks are inputs though the configuration does not show them; what the provider computes is none", () => {
  const port = "openstack_networking_port_v2.port";
  const { resources } = readTerraformPlan(
    plan(
      [
        {
          address: port,
          values: { fixed_ip: [{ ip_address: "192.0.2.10" }], admin_state_up: true, dns_name: "port" },
          unknown: { fixed_ip: [{ subnet_id: true }], mac_address: true, security_group_ids: true },
        },
      ],
      { resources: [configuredAs(port, {})] },
    ),
  );
  expect(resources[0]?.inputs).toEqual({ fixedIps: [{ ipAddress: "192.0.2.10", subnetId: UNKNOWN }] });
});

describe("what a first plan calls unknown since the provider computes it, is not given", () => {
  const RULE = "openstack_networking_secgroup_rule_v2";
  const rule = (address: string): Written => ({
    address,
    values: { remote_ip_prefix: "::/0" },
    unknown: { remote_group_id: true },
  });
  const written = (remote_group_id: object) => ({ remote_ip_prefix: {}, remote_group_id });
  const loop = { for_each_expression: { references: ["var.rules"] } };
  const group = (root: object, address = `${RULE}.rule`) =>
    readTerraformPlan(plan([rule(address)], root)).resources[0]!.inputs["remoteGroupId"];
  const inRoot = (expression: object, more: object = {}) =>
    group({ resources: [configuredAs(`${RULE}.rule`, written(expression), more)] });
  const inModule = (argument?: object, more: object = {}) =>
    group(
      {
        module_calls: {
          sg: {
            expressions: argument ? { group: argument } : {},
            module: { resources: [configuredAs(`${RULE}.rule`, written({ references: ["var.group"] }))] },
            ...more,
          },
        },
      },
      `module.sg.${RULE}.rule`,
    );

  test.each([
    ["null is written", inRoot({ constant_value: null })],
    ["it comes from variables of the root module", inRoot({ references: ["var.rules"] })],
    [
      "it comes from what for_each goes over",
      inRoot({ references: ["each.value.group", "each.value", "each.key"] }, loop),
    ],
    ["it is passed to a module from there", inModule({ references: ["var.group"] })],
    ["it is not passed to a module", inModule()],
    ["a module is called once for each of them", inModule({ references: ["each.value.group", "each.value"] }, loop)],
  ])("where %s", (_, found) => {
    expect(found).toBeUndefined();
  });

  test.each([
    ["a resource", inRoot({ references: ["openstack_networking_secgroup_v2.web.id"] })],
    ["a local value, which no plan shows", inRoot({ references: ["local.group"] })],
    ["a data source", inRoot({ references: ["data.openstack_networking_secgroup_v2.web.id"] })],
    ["another module", inModule({ references: ["module.other.group", "module.other"] })],
    [
      "resources that for_each goes over",
      inRoot(
        { references: ["each.value.id", "each.value"] },
        { for_each_expression: { references: ["openstack_networking_secgroup_v2.web"] } },
      ),
    ],
  ])("but it may be where it comes from %s", (_, found) => {
    expect(found).toBe(UNKNOWN);
  });

  test("in blocks too: each of a list by its place, those of a set as one of them may have it", () => {
    const server = "openstack_compute_instance_v2.web";
    const reference = (...references: string[]) => ({ references });
    const read = (attribute: string, unknown: object[], blocks: object[], address = server) =>
      readTerraformPlan(
        plan([{ address, values: { [attribute]: unknown.map(() => ({})) }, unknown: { [attribute]: unknown } }], {
          resources: [configuredAs(address, { [attribute]: blocks })],
        }),
      ).resources[0]!.inputs;
    const computed = { uuid: true, port: true };
    expect(
      read(
        "network",
        [computed, computed],
        [{ uuid: reference(`${NET}.net`) }, { port: reference("p.web"), uuid: {} }],
      ),
    ).toEqual({ networks: [{ uuid: UNKNOWN }, { port: UNKNOWN }] });
    expect(read("scheduler_hints", [{ group: true, query: true }], [{ group: reference("g.web") }])).toEqual({
      schedulerHints: [{ group: UNKNOWN }],
    });
    const pair = { ip_address: true, mac_address: true };
    const given = [{ ip_address: reference("p.a") }, { mac_address: reference("p.b") }];
    const shown = { ipAddress: UNKNOWN, macAddress: UNKNOWN };
    expect(read("allowed_address_pairs", [pair, pair], given, "openstack_networking_port_v2.p")).toEqual({
      allowedAddressPairs: [shown, shown],
    });
    // More blocks than are written: the program generates some, and what they have is not in the configuration.
    expect(read("network", [computed, computed], [{ uuid: reference(`${NET}.net`) }])).toEqual({
      networks: [
        { uuid: UNKNOWN, port: UNKNOWN },
        { uuid: UNKNOWN, port: UNKNOWN },
      ],
    });
  });
});

test("what the provider says of a resource that exists is kept beside its inputs", () => {
  const server = "openstack_compute_instance_v2.server";
  const read = (id: string | undefined) =>
    readTerraformPlan(
      plan([{ address: server, values: { name: "web-1", access_ip_v6: "", ...(id === undefined ? {} : { id }) } }], {
        resources: [configuredAs(server, { name: {} })],
      }),
    ).resources[0]!;
  expect(read("1")).toMatchObject({ inputs: { name: "web-1" }, outputs: { name: "web-1", accessIpV6: "" } });
  expect(read(undefined)).not.toHaveProperty("outputs");
});

test("data sources that were read are there, as what the program does not make", () => {
  const group = { address: "data.openstack_networking_secgroup_v2.default", values: { id: "sg-1", name: "default" } };
  const net = { address: `${NET}.net`, values: { id: "net-1", name: "lan" } };
  const planned = readTerraformPlan(plan([net], { resources: [configuredAs(net.address, { name: {} })] }, [group]));
  const state = readTerraformState({ root_module: { resources: [resource(net), resource(group, "data")] } });
  for (const { resources } of [planned, state]) {
    expect(resources.map(({ type, id, external, inputs }) => [type, id, external, inputs["name"]])).toEqual([
      [NETWORK, "net-1", undefined, "lan"],
      [SEC_GROUP, "sg-1", true, "default"],
    ]);
  }
});

test("BGP speakers and peers are read with their inputs and links; a password is a secret", () => {
  const peer = "openstack_networking_bgp_peer_v2.carrier";
  const speaker = "openstack_networking_bgp_speaker_v2.border";
  const values = { auth_type: "md5", peer_ip: "2001:db8::1", remote_as: 64_501, password: "hush" };
  const written = plan(
    [
      { address: peer, values },
      {
        address: speaker,
        values: { ip_version: 6, local_as: 64_500, advertise_floating_ip_host_routes: false },
        unknown: { peers: true, advertised_routes: true },
      },
    ],
    {
      resources: [
        configuredAs(peer, { auth_type: {}, peer_ip: {}, remote_as: {}, password: {} }),
        configuredAs(speaker, {
          ip_version: {},
          local_as: {},
          advertise_floating_ip_host_routes: {},
          peers: { references: [`${peer}.id`, peer] },
        }),
      ],
    },
  );
  Object.assign(written.planned_values.root_module.resources[0]!, { sensitive_values: { password: true } });
  const { resources, secrets } = readTerraformPlan(written);
  expect(secrets).toEqual(["hush"]);
  expect(resources.map(({ type, inputs }) => [type, inputs])).toEqual([
    [BGP_PEER, { authType: "md5", peerIp: "2001:db8::1", remoteAs: 64_501, password: "hush" }],
    [BGP_SPEAKER, { ipVersion: 6, localAs: 64_500, advertiseFloatingIpHostRoutes: false, peers: UNKNOWN }],
  ]);
  expect(resources[1]?.propertyDependencies).toEqual({ peers: [resources[0]?.urn] });
});

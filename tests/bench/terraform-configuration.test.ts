import { expect, test } from "vitest";
import { samplePlanOfStack } from "../../verify/testing/sample-network.ts";
import { terraformConfiguration, type Block } from "./terraform-configuration.ts";

const attributes = (...names: string[]): Block => ({ attributes: Object.fromEntries(names.map((name) => [name, {}])) });
const rule = ["direction", "ethertype", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix"];
const subnet = [
  "name",
  "ip_version",
  "enable_dhcp",
  "network_id",
  "cidr",
  "gateway_ip",
  "dns_nameservers",
  "ipv6_address_mode",
  "ipv6_ra_mode",
  "allocation_pools",
  "tags",
];
const schemas: Record<string, Block> = {
  openstack_compute_instance_v2: attributes("name", "metadata", "tags"),
  openstack_networking_network_v2: attributes("name", "tags"),
  openstack_networking_subnet_v2: {
    ...attributes(...subnet),
    block_types: { allocation_pool: { block: attributes("start", "end") } },
  },
  openstack_networking_secgroup_v2: attributes("name", "delete_default_rules", "tags"),
  openstack_networking_secgroup_rule_v2: attributes(...rule, "security_group_id", "remote_group_id"),
  openstack_networking_port_v2: {
    ...attributes("name", "network_id", "security_group_ids", "tags"),
    block_types: { fixed_ip: { block: attributes("ip_address", "subnet_id") } },
  },
  openstack_networking_router_interface_v2: attributes("router_id", "subnet_id"),
  openstack_networking_floatingip_v2: attributes("pool", "port_id"),
};
const plan = samplePlanOfStack("stttt");

test("the same resources, with the provider's names, references and values", () => {
  const { resource } = terraformConfiguration(plan, schemas, {});
  expect(resource["openstack_networking_subnet_v2"]?.["_dmz-ipv4"]).toMatchObject({
    network_id: "${openstack_networking_network_v2._dmz.id}",
    cidr: "192.0.2.0/24",
    allocation_pool: [{ start: "192.0.2.128", end: "192.0.2.254" }],
    dns_nameservers: ["198.51.100.53"],
  });
  expect(resource["openstack_networking_port_v2"]?.["_web-1"]).toMatchObject({
    fixed_ip: [{ ip_address: "192.0.2.2" }, { ip_address: "2001:db8::10:2" }],
    security_group_ids: "${openstack_networking_secgroup_v2._dmz.id}",
  });
  expect(Object.values(resource).flatMap(Object.keys)).toHaveLength(plan.resources.length);
});

test("what another stack gives comes from what was carried out; what nobody knows is refused", () => {
  const alone = {
    ...plan,
    resources: plan.resources.map((each) => ({ ...each, propertyDependencies: {}, dependencies: [] })),
  };
  const floating = plan.resources.find(({ type }) => type.includes("floatingIp"))!;
  const some = { ...alone, resources: alone.resources.filter(({ urn }) => urn === floating.urn) };
  const known = { [floating.urn]: { portId: "port-id", pool: "public" } };
  expect(terraformConfiguration(some, schemas, known).resource["openstack_networking_floatingip_v2"]).toEqual({
    "_web-1": { pool: "public", port_id: "port-id" },
  });
  expect(() => terraformConfiguration(some, schemas, {})).toThrow("nobody knows");
});

test("Terraform does not take text of a guest for a template", () => {
  const [network] = plan.resources;
  const text = { ...plan, resources: [{ ...network!, raw: { name: "echo ${HOME} %{x}" } }] };
  expect(terraformConfiguration(text, schemas, {}).resource["openstack_networking_network_v2"]).toEqual({
    _dmz: { name: "echo $${HOME} %%{x}" },
  });
});

test("a property that the provider does not have is refused", () => {
  const [network] = plan.resources;
  const odd = { ...plan, resources: [{ ...network!, raw: { colour: "red" } }] };
  expect(() => terraformConfiguration(odd, schemas, {})).toThrow(
    "openstack_networking_network_v2 has no attribute for colour",
  );
});

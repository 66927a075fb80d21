import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import type { CloudReader } from "../../openstack/cloud-reader.ts";

type Entry = Record<string, unknown>;

/** What Neutron and Nova have of one agency, by collection; tests change it. */
export type CloudContent = Record<string, Entry[]>;

/** The offline plan of an agency with one network, one group of two rules, one port and its floating address. */
export function samplePlanOfStack(agency: string): StackPreview {
  const urn = (type: string, name: string): string =>
    `urn:pulumi:${agency}::provincial-cloud::openstack:${type}::${name}`;
  const resource = (type: string, name: string, raw: Entry, links: Record<string, string> = {}): PlannedResource => ({
    urn: urn(type, name),
    type: `openstack:${type}`,
    name,
    custom: true,
    raw: { ...raw, ...Object.fromEntries(Object.keys(links).map((key) => [key, UNKNOWN_SENTINEL])) },
    dependencies: Object.values(links),
    propertyDependencies: Object.fromEntries(Object.entries(links).map(([key, target]) => [key, [target]])),
    protect: false,
    aliases: [],
    provider: "",
  });
  const network = urn("networking/network:Network", "dmz");
  const group = urn("networking/secGroup:SecGroup", "dmz");
  const port = urn("networking/port:Port", "web-1");
  const rule = (name: string, ethertype: string, remoteIpPrefix: string): PlannedResource =>
    resource(
      "networking/secGroupRule:SecGroupRule",
      name,
      { direction: "ingress", ethertype, protocol: "tcp", portRangeMin: 443, portRangeMax: 443, remoteIpPrefix },
      { securityGroupId: group },
    );
  const subnet = (family: 4 | 6, raw: Entry): PlannedResource =>
    resource(
      "networking/subnet:Subnet",
      `dmz-ipv${family}`,
      { name: `${agency}-dmz-ipv${family}`, ipVersion: family, enableDhcp: true, ...raw },
      { networkId: network },
    );
  return {
    stack: agency,
    outputs: {},
    resources: [
      resource("networking/network:Network", "dmz", { name: `${agency}-dmz` }),
      subnet(4, {
        cidr: "192.0.2.0/24",
        gatewayIp: "192.0.2.1",
        allocationPools: [{ start: "192.0.2.128", end: "192.0.2.254" }],
        dnsNameservers: ["198.51.100.53"],
      }),
      subnet(6, {
        cidr: "2001:db8::/64",
        gatewayIp: "2001:db8::1",
        allocationPools: [{ start: "2001:db8::d:0", end: "2001:db8::d:ffff" }],
        dnsNameservers: ["2001:db8:cafe::53"],
        ipv6AddressMode: "dhcpv6-stateful",
        ipv6RaMode: "dhcpv6-stateful",
      }),
      resource("networking/secGroup:SecGroup", "dmz", { name: `${agency}-dmz`, deleteDefaultRules: true }),
      rule("https-ipv4", "IPv4", "0.0.0.0/0"),
      rule("https-ipv6", "IPv6", "::/0"),
      resource(
        "networking/secGroupRule:SecGroupRule",
        "self",
        { direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 128, portRangeMax: 0 },
        { securityGroupId: group, remoteGroupId: group },
      ),
      resource(
        "networking/port:Port",
        "web-1",
        { name: `${agency}-web-1`, fixedIps: [{ ipAddress: "192.0.2.2" }, { ipAddress: "2001:db8::10:2" }] },
        { networkId: network, securityGroupIds: group },
      ),
      resource(
        "networking/routerInterface:RouterInterface",
        "dmz-ipv6-gateway",
        { routerId: "router" },
        { subnetId: urn("networking/subnet:Subnet", "dmz-ipv6") },
      ),
      resource("networking/floatingIp:FloatingIp", "web-1", { pool: "public" }, { portId: port }),
    ],
  };
}

/** What a cloud has once that plan was carried out, with what Neutron itself adds. */
export function sampleContent(agency: string): CloudContent {
  const own = { project_id: `project-of-${agency}`, tags: [`agency:${agency}`, "zone:dmz"] };
  const rule = (more: Entry): Entry => ({
    direction: "ingress",
    protocol: "tcp",
    port_range_min: 443,
    port_range_max: 443,
    remote_group_id: null,
    remote_address_group_id: null,
    ...more,
  });
  const subnet = (family: 4 | 6, more: Entry): Entry => ({
    ...own,
    id: `subnet${family}-${agency}`,
    name: `${agency}-dmz-ipv${family}`,
    network_id: `net-${agency}-dmz`,
    enable_dhcp: true,
    ipv6_address_mode: null,
    ipv6_ra_mode: null,
    ...more,
  });
  return {
    networks: [{ ...own, id: `net-${agency}-dmz`, name: `${agency}-dmz`, mtu: 1442 }],
    subnets: [
      subnet(4, {
        cidr: "192.0.2.0/24",
        gateway_ip: "192.0.2.1",
        allocation_pools: [{ start: "192.0.2.128", end: "192.0.2.254" }],
        dns_nameservers: ["198.51.100.53"],
      }),
      subnet(6, {
        cidr: "2001:db8::/64",
        gateway_ip: "2001:db8::1",
        allocation_pools: [{ start: "2001:db8::d:0", end: "2001:db8::d:ffff" }],
        dns_nameservers: ["2001:db8:cafe::53"],
        ipv6_address_mode: "dhcpv6-stateful",
        ipv6_ra_mode: "dhcpv6-stateful",
      }),
    ],
    subnetpools: [{ ...own, id: `pool-${agency}`, name: `${agency}-ipv6` }],
    ports: [
      {
        ...own,
        id: `port-${agency}`,
        name: `${agency}-web-1`,
        network_id: `net-${agency}-dmz`,
        device_owner: "compute:nova",
        fixed_ips: [{ ip_address: "192.0.2.2" }, { ip_address: "2001:db8::10:2" }],
        security_groups: [`group-${agency}`],
        port_security_enabled: true,
        allowed_address_pairs: [],
      },
      {
        id: `router-port-${agency}`,
        name: "",
        project_id: own.project_id,
        tags: [],
        device_owner: "network:router_interface",
        fixed_ips: [{ subnet_id: `subnet6-${agency}`, ip_address: "2001:db8::1" }],
      },
    ],
    routers: [{ ...own, id: `router-${agency}`, name: agency, routes: [] }],
    "rbac-policies": [
      { id: "rbac", object_type: "network", object_id: "internet", action: "access_as_external", target_tenant: "*" },
    ],
    "security-groups": [
      {
        ...own,
        id: `group-${agency}`,
        name: `${agency}-dmz`,
        security_group_rules: [
          rule({ ethertype: "IPv4", remote_ip_prefix: "0.0.0.0/0" }),
          rule({ ethertype: "IPv6", remote_ip_prefix: "::/0" }),
          rule({
            direction: "egress",
            ethertype: "IPv6",
            protocol: "ipv6-icmp",
            port_range_min: 128,
            port_range_max: null,
            remote_group_id: `group-${agency}`,
          }),
        ],
      },
      {
        id: `default-${agency}`,
        name: "default",
        project_id: own.project_id,
        tags: [],
        security_group_rules: [rule({})],
      },
    ],
    floatingips: [{ ...own, id: `floating-${agency}`, floating_ip_address: "203.0.113.10", port_id: `port-${agency}` }],
    servers: [{ id: `server-${agency}`, name: `${agency}-web-1`, tenant_id: own.project_id, tags: own.tags }],
  };
}

/** A cloud's API over such contents, with Neutron's and Nova's filters. */
export function sampleReader(contents: readonly CloudContent[]): CloudReader {
  const list = (collection: string, query: Record<string, string>): Entry[] =>
    contents
      .flatMap((content) => content[collection] ?? [])
      .filter(
        (entry) =>
          query["project_id"] === undefined || (entry["project_id"] ?? entry["tenant_id"]) === query["project_id"],
      )
      .filter((entry) => {
        const tags: unknown = entry["tags"];
        return query["tags"] === undefined || (Array.isArray(tags) && tags.includes(query["tags"]));
      });
  return {
    network: async (collection, query) => list(collection, query),
    servers: async (query) => list("servers", query),
  };
}

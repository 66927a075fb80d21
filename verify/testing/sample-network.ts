import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import { stackKind } from "../../infra/stack-names.ts";
import { answered, CloudApiError } from "../../openstack/cloud-api-error.ts";
import type { CloudReader } from "../../openstack/cloud-reader.ts";
import { idAt, textIn } from "../configuration/project-content.ts";

type Entry = Record<string, unknown>;

/** What Neutron and Nova have of one agency, by collection; tests change it. */
export type CloudContent = Record<string, Entry[]>;

/** Tags of what the sample's networks hold, and of its servers. */
const tagsOf = (agency: string): string[] => [`agency:${agency}`, "zone:dmz"];
/** Tags of an agency's project, pools and router. */
const projectTagsOf = (agency: string): string[] => [`agency:${agency}`, "zone:infra"];

const METADATA = { role: "web", zone: "dmz" };

const urnIn =
  (stack: string) =>
  (type: string, name: string): string =>
    `urn:pulumi:${stack}::provincial-cloud::openstack:${type}::${name}`;

/** A resource as a program registers it; links lead to URNs. */
function resourceIn(stack: string, parent?: string) {
  return (type: string, name: string, raw: Entry, links: Record<string, string> = {}): PlannedResource => ({
    urn: urnIn(stack)(type, name),
    type: `openstack:${type}`,
    name,
    ...(parent === undefined ? {} : { parent }),
    custom: true,
    raw: { ...raw, ...Object.fromEntries(Object.keys(links).map((key) => [key, UNKNOWN_SENTINEL])) },
    dependencies: Object.values(links),
    propertyDependencies: Object.fromEntries(Object.entries(links).map(([key, target]) => [key, [target]])),
    protect: false,
    aliases: [],
    provider: "",
  });
}

/** The offline plans of stacks by name: the platform, projects, agencies. */
export function samplePlans(stacks: readonly string[]): StackPreview[] {
  return stacks.map((stack) => {
    const which = stackKind(stack);
    if (which.kind === "platform") return samplePlanOfPlatform();
    return which.kind === "project" ? samplePlanOfProject(which.agency) : samplePlanOfStack(stack);
  });
}

function samplePlanOfPlatform(): StackPreview {
  const resource = resourceIn("platform");
  const network = { name: "internet", external: true, mtu: 1500 };
  return { stack: "platform", outputs: {}, resources: [resource("networking/network:Network", "internet", network)] };
}

/** The offline plan of an agency's project, with quotas of two services. */
function samplePlanOfProject(agency: string): StackPreview {
  const stack = `project-${agency}`;
  const resource = resourceIn(stack, `urn:pulumi:${stack}::provincial-cloud::provincial:sample:Parent::${agency}`);
  const tags = projectTagsOf(agency);
  const user = urnIn(stack)("identity/user:User", `${agency}-deployer`);
  return {
    stack,
    outputs: {},
    resources: [
      resource("identity/project:Project", agency, { name: agency, enabled: true, tags }),
      resource("networking/quotaV2:QuotaV2", agency, { network: 4, securityGroupRule: 900 }),
      resource("compute/quotaSetV2:QuotaSetV2", agency, { instances: 4, keyPairs: 10 }),
      resource("identity/user:User", `${agency}-deployer`, { name: `deploy-${agency}` }),
      resource("identity/roleAssignment:RoleAssignment", `${agency}-deployer-member`, {}, { userId: user }),
      resource("networking/router:Router", agency, {
        name: agency,
        adminStateUp: true,
        externalNetworkId: UNKNOWN_SENTINEL,
        enableSnat: false,
        tags,
      }),
      resource("networking/subnetPool:SubnetPool", `${agency}-ipv6`, {
        name: `${agency}-ipv6`,
        prefixes: ["2001:db8::/48"],
        shared: false,
        tags,
      }),
    ],
  };
}

/** The offline plan of an agency with one network, one group of two rules, one server, its port and floating address. */
export function samplePlanOfStack(agency: string): StackPreview {
  const urn = urnIn(agency);
  const resource = resourceIn(agency);
  const tags = tagsOf(agency);
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
      { name: `${agency}-dmz-ipv${family}`, ipVersion: family, enableDhcp: true, tags, ...raw },
      { networkId: network },
    );
  return {
    stack: agency,
    outputs: {},
    resources: [
      resource("networking/network:Network", "dmz", { name: `${agency}-dmz`, tags }),
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
      resource("networking/secGroup:SecGroup", "dmz", { name: `${agency}-dmz`, deleteDefaultRules: true, tags }),
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
        { name: `${agency}-web-1`, fixedIps: [{ ipAddress: "192.0.2.2" }, { ipAddress: "2001:db8::10:2" }], tags },
        { networkId: network, securityGroupIds: group },
      ),
      resource("compute/instance:Instance", "web-1", { name: `${agency}-web-1`, metadata: METADATA, tags }),
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
  const own = { project_id: `project-of-${agency}`, tags: tagsOf(agency) };
  const infra = { ...own, tags: projectTagsOf(agency) };
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
    host_routes: [],
    ipv6_address_mode: null,
    ipv6_ra_mode: null,
    ...more,
  });
  return {
    networks: [
      {
        ...own,
        id: `net-${agency}-dmz`,
        name: `${agency}-dmz`,
        mtu: 1442,
        admin_state_up: true,
        port_security_enabled: true,
        "router:external": false,
        "provider:network_type": "geneve",
      },
    ],
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
    subnetpools: [
      { ...infra, id: `pool-${agency}`, name: `${agency}-ipv6`, prefixes: ["2001:db8::/48"], shared: false },
    ],
    ports: [
      {
        ...own,
        id: `port-${agency}`,
        name: `${agency}-web-1`,
        network_id: `net-${agency}-dmz`,
        device_owner: "compute:nova",
        device_id: `id-of-${agency}-web-1`,
        admin_state_up: true,
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
        device_id: `router-${agency}`,
        fixed_ips: [{ subnet_id: `subnet6-${agency}`, ip_address: "2001:db8::1" }],
      },
    ],
    routers: [
      {
        ...infra,
        id: `router-${agency}`,
        name: agency,
        admin_state_up: true,
        routes: [],
        external_gateway_info: { network_id: "net-internet", enable_snat: false },
      },
    ],
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
    servers: [
      {
        id: `id-of-${agency}-web-1`,
        name: `${agency}-web-1`,
        status: "ACTIVE",
        tenant_id: own.project_id,
        tags: own.tags,
        metadata: METADATA,
        key_name: null,
        flavor: { id: "flavor-small" },
        image: { id: "image-guest" },
      },
    ],
    projects: [{ id: own.project_id, name: agency, enabled: true, tags: infra.tags }],
    users: [{ id: `user-of-${agency}`, name: `deploy-${agency}`, enabled: true }],
    role_assignments: [sampleAssignment(agency, "member", own.project_id)],
    network_quotas: [{ id: own.project_id, network: 4, security_group_rule: 900 }],
    compute_quotas: [{ id: own.project_id, instances: 4, key_pairs: 10 }],
  };
}

/** A role of an agency's deployer, as Keystone shows it. */
export function sampleAssignment(agency: string, role: string, projectId: string): Entry {
  const path = `/projects/${projectId}/users/user-of-${agency}/roles/role-${role}`;
  return {
    scope: { project: { id: projectId, name: projectId } },
    user: { id: `user-of-${agency}`, name: `deploy-${agency}` },
    role: { id: `role-${role}`, name: role },
    links: { assignment: `http://192.0.2.1:5000/v3${path}` },
  };
}

/** What belongs to no agency. */
export function sampleShared(): CloudContent {
  return {
    networks: [
      {
        id: "net-internet",
        name: "internet",
        project_id: "project-of-admin",
        mtu: 1500,
        admin_state_up: true,
        port_security_enabled: true,
        "router:external": true,
        "provider:network_type": "flat",
        tags: [],
      },
      { id: "net-other", name: "other", project_id: "project-of-other", mtu: 1442, "provider:network_type": "geneve" },
    ],
    flavors: ["small", "large"].map((name) => ({ id: `flavor-${name}`, name })),
    images: [{ id: "image-guest", name: "guest" }],
    roles: ["member", "manager"].map((name) => ({ id: `role-${name}`, name })),
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
    list: async (_service, path, key) => {
      const [, params = ""] = path.split("?");
      const query = Object.fromEntries(new URLSearchParams(params));
      return list(key, {}).filter((entry) => {
        const fields: Record<string, string> = {
          name: textIn(entry, "name"),
          "user.id": idAt(entry, "user"),
          "scope.project.id": idAt(entry, "scope", "project"),
        };
        return Object.entries(fields).every(([field, value]) => [undefined, value].includes(query[field]));
      });
    },
    get: async (service, path) => {
      if (list("refused", {}).some((each) => each["service"] === service))
        throw new CloudApiError(answered(`GET ${path}`, 403), { status: 403 });
      const collection = service === "identity" ? "projects" : `${service}_quotas`;
      const found = list(collection, {}).find(({ id }) => path.endsWith(`/${String(id)}`));
      if (found === undefined) throw new CloudApiError(answered(`GET ${path}`, 404), { status: 404 });
      return found;
    },
  };
}

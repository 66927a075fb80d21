import type { CheckId } from "../../verify/finding.ts";
import type { Hand } from "./hand.ts";

/** What puts a change back. */
export type Mender =
  /** `up --refresh`: the provider reads it, so that the engine sees it. */
  | "refresh"
  /** `up --repair`: no refresh sees it; it is put back through the API. */
  | "repair"
  /** A person: it is of somebody else's making, so it is named with the command that takes it away, which `undo` sends. */
  | "person";

/** A change that somebody makes in the cloud by hand, past the toolkit. */
export interface HandChange {
  name: string;
  mendedBy: Mender;
  /** What it was is lost: something else takes its place, with another id or address. */
  lost?: true;
  /** What `verify` calls it; probes and the servers' facts may say more. */
  seenAs: CheckId;
  make: (hand: Hand) => Promise<unknown>;
  /** What the command does that `verify` names; with `mendedBy: "person"` alone. */
  undo?: (hand: Hand) => Promise<unknown>;
}

const SINGULAR: Record<string, string> = {
  networks: "network",
  subnets: "subnet",
  ports: "port",
  routers: "router",
  floatingips: "floatingip",
  "security-groups": "security_group",
  "security-group-rules": "security_group_rule",
};

/** Writes fields of one of Neutron's things, found by its name. */
const put = (collection: string, nameOf: (agency: string) => string, fields: object) => async (hand: Hand) => {
  const { id } = await hand.network(collection, nameOf(hand.agency));
  return hand.request("PUT", "network", `/${collection}/${id}`, { [SINGULAR[collection] ?? ""]: fields });
};

/** Takes all tags of one of Neutron's things away. */
const untag = (collection: string, nameOf: (agency: string) => string) => async (hand: Hand) => {
  const { id } = await hand.network(collection, nameOf(hand.agency));
  return hand.request("DELETE", "network", `/${collection}/${id}/tags`);
};

const remove = (collection: string, nameOf: (agency: string) => string) => async (hand: Hand) => {
  const { id } = await hand.network(collection, nameOf(hand.agency));
  return hand.request("DELETE", "network", `/${collection}/${id}`);
};

const make = (collection: string, fields: (hand: Hand) => object | Promise<object>) => async (hand: Hand) => {
  const content = { ...(await fields(hand)), project_id: hand.projectId };
  return hand.request("POST", "network", `/${collection}`, { [SINGULAR[collection] ?? ""]: content });
};

/** What an agency of any kind has: a web server in its zone dmz, published, and what belongs to it. */
const dmz = (agency: string): string => `${agency}-dmz`;
const dmz4 = (agency: string): string => `${agency}-dmz-ipv4`;
const dmz6 = (agency: string): string => `${agency}-dmz-ipv6`;
const web = (agency: string): string => `${agency}-web-1`;
const itself = (agency: string): string => agency;
const BY_HAND = "made-by-hand";
const byHand = (): string => BY_HAND;

/** The agency's floating address; it has no name. */
async function floating(hand: Hand): Promise<{ id: string; port_id: string | null }> {
  const { floatingips } = await hand.request("GET", "network", `/floatingips?project_id=${hand.projectId}`);
  const [one] = (floatingips as { id: string; port_id: string | null }[]).filter((each) => each.port_id !== null);
  if (one === undefined) throw new Error("no floating address");
  return one;
}

/** Does something with the web server by a path below it. */
const onServer = (method: string, path: string, body?: unknown) => async (hand: Hand) => {
  const { id } = await hand.server(web(hand.agency));
  return hand.request(method, "compute", `/servers/${id}${path}`, body);
};

/** Gives or takes a role in a project. */
const role = (method: "PUT" | "DELETE", userOf: (agency: string) => string, name: string, projectName?: string) => {
  return async (hand: Hand) => {
    const [user, { id: roleId }] = await Promise.all([
      hand.identity("users", userOf(hand.agency)),
      hand.identity("roles", name),
    ]);
    const project = projectName === undefined ? hand.projectId : (await hand.identity("projects", projectName)).id;
    return hand.request(method, "identity", `/projects/${project}/users/${user.id}/roles/${roleId}`);
  };
};
const deployer = (agency: string): string => `deploy-${agency}`;

const onDeployer = (fields: object) => async (hand: Hand) => {
  const { id } = await hand.identity("users", deployer(hand.agency));
  return hand.request("PATCH", "identity", `/users/${id}`, { user: fields });
};

const onProject = (fields: object) => (hand: Hand) =>
  hand.request("PATCH", "identity", `/projects/${hand.projectId}`, { project: fields });

/** Every kind of change by hand that is tried, on an agency that is up; none needs another one first. */
export const handChanges: readonly HandChange[] = [
  // Networks.
  {
    name: "a network's MTU is lowered",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: put("networks", dmz, { mtu: 1400 }),
  },
  {
    name: "a network is switched off",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("networks", dmz, { admin_state_up: false }),
  },
  {
    name: "a network is renamed",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("networks", dmz, { name: BY_HAND }),
  },
  {
    name: "new ports of a network shall have no port security",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: put("networks", dmz, { port_security_enabled: false }),
  },
  {
    name: "a network is shared with every project",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: put("networks", dmz, { shared: true }),
  },
  {
    name: "a network is opened to one other project",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: async (hand) => {
      const [{ id }, admin] = await Promise.all([
        hand.network("networks", dmz(hand.agency)),
        hand.identity("projects", "admin"),
      ]);
      const policy = { object_type: "network", object_id: id, action: "access_as_shared", target_tenant: admin.id };
      return hand.request("POST", "network", "/rbac-policies", { rbac_policy: policy });
    },
  },
  { name: "a network loses its tags", mendedBy: "refresh", seenAs: "VER-15", make: untag("networks", dmz) },
  {
    name: "a network is made",
    mendedBy: "person",
    seenAs: "VER-13",
    make: make("networks", () => ({ name: BY_HAND })),
    undo: remove("networks", byHand),
  },
  {
    name: "the external network's MTU is lowered",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("networks", () => "internet", { mtu: 1400 }),
  },

  // Subnets.
  {
    name: "a subnet gets a host route",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: put("subnets", dmz4, { host_routes: [{ destination: "192.0.2.0/24", nexthop: "192.0.2.1" }] }),
  },
  {
    name: "a subnet loses its resolvers",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("subnets", dmz6, { dns_nameservers: [] }),
  },
  {
    name: "a subnet's DHCP is switched off",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("subnets", dmz4, { enable_dhcp: false }),
  },
  { name: "a subnet is renamed", mendedBy: "refresh", seenAs: "VER-13", make: put("subnets", dmz6, { name: BY_HAND }) },
  { name: "a subnet loses its tags", mendedBy: "refresh", seenAs: "VER-15", make: untag("subnets", dmz6) },
  {
    name: "a subnet is made in a planned network",
    mendedBy: "person",
    seenAs: "VER-13",
    make: make("subnets", async (hand) => ({
      name: BY_HAND,
      network_id: (await hand.network("networks", dmz(hand.agency))).id,
      ip_version: 4,
      subnetpool_id: (await hand.network("subnetpools", `${hand.agency}-ipv4`)).id,
      prefixlen: 28,
    })),
    undo: remove("subnets", byHand),
  },

  // Ports.
  {
    name: "a port's security groups are taken away",
    mendedBy: "repair",
    seenAs: "VER-14",
    make: put("ports", web, { security_groups: [] }),
  },
  {
    name: "a port's security is switched off",
    mendedBy: "repair",
    seenAs: "VER-14",
    make: put("ports", web, { security_groups: [], port_security_enabled: false }),
  },
  {
    name: "a port may send from any address",
    mendedBy: "refresh",
    seenAs: "VER-14",
    make: put("ports", web, { allowed_address_pairs: [{ ip_address: "0.0.0.0/0" }] }),
  },
  {
    name: "a port is switched off",
    mendedBy: "refresh",
    seenAs: "VER-14",
    make: put("ports", web, { admin_state_up: false }),
  },
  {
    name: "a port loses its IPv6 address",
    mendedBy: "repair",
    seenAs: "VER-14",
    make: async (hand) => {
      const port = await hand.network("ports", web(hand.agency));
      const addresses = (port["fixed_ips"] as { ip_address: string }[]).filter(
        (each) => !each.ip_address.includes(":"),
      );
      return hand.request("PUT", "network", `/ports/${port.id}`, { port: { fixed_ips: addresses } });
    },
  },
  { name: "a port is renamed", mendedBy: "refresh", seenAs: "VER-14", make: put("ports", web, { name: BY_HAND }) },
  { name: "a port loses its tags", mendedBy: "refresh", seenAs: "VER-15", make: untag("ports", web) },
  {
    name: "a port is made",
    mendedBy: "person",
    seenAs: "VER-14",
    make: make("ports", async (hand) => ({
      name: BY_HAND,
      network_id: (await hand.network("networks", dmz(hand.agency))).id,
    })),
    undo: remove("ports", byHand),
  },
  { name: "a server's port is deleted", mendedBy: "refresh", lost: true, seenAs: "VER-14", make: remove("ports", web) },

  // Security groups.
  {
    name: "a rule is added to a group",
    mendedBy: "repair",
    seenAs: "VER-12",
    make: make("security-group-rules", async (hand) => ({
      security_group_id: (await hand.network("security-groups", dmz(hand.agency))).id,
      direction: "ingress",
      ethertype: "IPv6",
      protocol: "tcp",
      port_range_min: 22,
      port_range_max: 22,
      remote_ip_prefix: "2001:db8:bad::/48",
    })),
  },
  {
    name: "a rule of a group is removed",
    mendedBy: "refresh",
    seenAs: "VER-12",
    make: async (hand) => {
      const group = await hand.network("security-groups", dmz(hand.agency));
      const [rule] = group["security_group_rules"] as { id: string }[];
      return hand.request("DELETE", "network", `/security-group-rules/${rule?.id}`);
    },
  },
  {
    name: "a group is renamed",
    mendedBy: "refresh",
    seenAs: "VER-12",
    make: put("security-groups", dmz, { name: BY_HAND }),
  },
  {
    name: "a group is made",
    mendedBy: "person",
    seenAs: "VER-12",
    make: make("security-groups", () => ({ name: BY_HAND })),
    undo: remove("security-groups", byHand),
  },

  // The router.
  {
    name: "a router translates addresses",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: async (hand) => {
      const router = await hand.network("routers", hand.agency);
      const { network_id } = router["external_gateway_info"] as { network_id: string };
      const gateway = { network_id, enable_snat: true };
      return hand.request("PUT", "network", `/routers/${router.id}`, { router: { external_gateway_info: gateway } });
    },
  },
  {
    name: "a router is switched off",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("routers", itself, { admin_state_up: false }),
  },
  {
    name: "a router is renamed",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: put("routers", itself, { name: BY_HAND }),
  },
  { name: "a router loses its tags", mendedBy: "refresh", seenAs: "VER-15", make: untag("routers", itself) },
  {
    name: "a router gets a static route",
    mendedBy: "repair",
    seenAs: "VER-13",
    make: async (hand) => {
      const router = await hand.network("routers", hand.agency);
      const { ports } = await hand.request("GET", "network", `/ports?device_id=${router.id}`);
      const addresses = (ports as { fixed_ips: { ip_address: string }[] }[]).flatMap((port) => port.fixed_ips);
      const gateway = addresses.find((each) => each.ip_address.startsWith("10."))?.ip_address ?? "";
      const nexthop = gateway.replace(/\d+$/, (last) => String(Number(last) + 5));
      const routes = [{ destination: "192.0.2.0/24", nexthop }];
      return hand.request("PUT", "network", `/routers/${router.id}`, { router: { routes } });
    },
  },
  {
    name: "a router's interface is removed",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: async (hand) => {
      const [router, subnet] = await Promise.all([
        hand.network("routers", hand.agency),
        hand.network("subnets", dmz6(hand.agency)),
      ]);
      const body = { subnet_id: subnet.id };
      return hand.request("PUT", "network", `/routers/${router.id}/remove_router_interface`, body);
    },
  },

  // Floating addresses.
  {
    name: "a floating address is taken from its server",
    mendedBy: "refresh",
    seenAs: "VER-14",
    make: async (hand) => {
      const { id } = await floating(hand);
      return hand.request("PUT", "network", `/floatingips/${id}`, { floatingip: { port_id: null } });
    },
  },
  {
    name: "a floating address is given back",
    mendedBy: "refresh",
    lost: true,
    seenAs: "VER-14",
    make: async (hand) => hand.request("DELETE", "network", `/floatingips/${(await floating(hand)).id}`),
  },
  {
    name: "a floating address is taken",
    mendedBy: "person",
    seenAs: "VER-14",
    make: make("floatingips", async (hand) => ({
      floating_network_id: (await hand.network("networks", "internet")).id,
    })),
    undo: async (hand) => {
      const { floatingips } = await hand.request("GET", "network", `/floatingips?project_id=${hand.projectId}`);
      const spare = (floatingips as { id: string; port_id: string | null }[]).find((each) => each.port_id === null);
      return hand.request("DELETE", "network", `/floatingips/${spare?.id}`);
    },
  },

  // Servers.
  {
    name: "a server's metadata is changed",
    mendedBy: "repair",
    seenAs: "VER-18",
    make: onServer("POST", "/metadata", { metadata: { role: BY_HAND } }),
  },
  {
    name: "a server gets more metadata",
    mendedBy: "repair",
    seenAs: "VER-18",
    make: onServer("POST", "/metadata", { metadata: { by: BY_HAND } }),
  },
  {
    name: "a server loses metadata",
    mendedBy: "repair",
    seenAs: "VER-18",
    make: onServer("DELETE", "/metadata/role"),
  },
  {
    name: "a server is renamed",
    mendedBy: "refresh",
    seenAs: "VER-18",
    make: onServer("PUT", "", { server: { name: BY_HAND } }),
  },
  { name: "a server loses its tags", mendedBy: "refresh", seenAs: "VER-15", make: onServer("DELETE", "/tags") },
  {
    name: "a server is stopped",
    mendedBy: "refresh",
    seenAs: "VER-18",
    make: onServer("POST", "/action", { "os-stop": null }),
  },
  { name: "a server is deleted", mendedBy: "refresh", lost: true, seenAs: "VER-18", make: onServer("DELETE", "") },

  // What the project may, and who works in it.
  {
    name: "a quota of servers is raised",
    mendedBy: "refresh",
    seenAs: "VER-19",
    make: (hand) =>
      hand.request("PUT", "compute", `/os-quota-sets/${hand.projectId}`, { quota_set: { instances: 100 } }),
  },
  {
    name: "a quota of networks is raised",
    mendedBy: "refresh",
    seenAs: "VER-19",
    make: (hand) => hand.request("PUT", "network", `/quotas/${hand.projectId}`, { quota: { network: 100 } }),
  },
  {
    name: "all quotas of servers are given up",
    mendedBy: "refresh",
    seenAs: "VER-19",
    make: (hand) => hand.request("DELETE", "compute", `/os-quota-sets/${hand.projectId}`),
  },
  {
    name: "the deployer loses its role",
    mendedBy: "refresh",
    seenAs: "VER-20",
    make: role("DELETE", deployer, "member"),
  },
  {
    name: "the deployer gets one more role",
    mendedBy: "repair",
    seenAs: "VER-20",
    make: role("PUT", deployer, "manager"),
  },
  {
    name: "the deployer gets a role in another project",
    mendedBy: "repair",
    seenAs: "VER-20",
    make: role("PUT", deployer, "member", "admin"),
  },
  {
    name: "somebody gets a role in the project",
    mendedBy: "person",
    seenAs: "VER-20",
    make: role("PUT", () => "admin", "reader"),
    undo: role("DELETE", () => "admin", "reader"),
  },
  { name: "the deployer is switched off", mendedBy: "refresh", seenAs: "VER-20", make: onDeployer({ enabled: false }) },
  { name: "the project is switched off", mendedBy: "refresh", seenAs: "VER-20", make: onProject({ enabled: false }) },
  { name: "the project is renamed", mendedBy: "refresh", seenAs: "VER-20", make: onProject({ name: BY_HAND }) },
];

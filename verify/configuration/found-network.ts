import {
  portsText,
  prefixText,
  protocolName,
  type FloatingAddress,
  type NetworkConfiguration,
  type Port,
  type Rule,
  type Subnet,
} from "./configured-network.ts";
import { kinds, type ProjectContent } from "./project-content.ts";

type Entry = Record<string, unknown>;

/** Neutron makes a group of this name in every project, nobody can remove it, and no planned port uses it (CMP-02). */
const DEFAULT_GROUP = "default";

/** The network configuration that stands in a project. Ports of Neutron itself (routers, DHCP, ...) are left out. */
export function foundNetwork({ inside, shares }: ProjectContent): NetworkConfiguration {
  const names = new Map(kinds.flatMap((kind) => inside[kind]).map((entry) => [text(entry["id"]), text(entry["name"])]));
  // An id of another project's resource has no name here: then the id itself is the evidence.
  const nameOf = (id: unknown): string => names.get(text(id)) ?? text(id);
  const groups = inside["security group"].filter((group) => group["name"] !== DEFAULT_GROUP);
  return {
    networks: inside.network.map((network) => text(network["name"])),
    groups: groups.map((group) => text(group["name"])),
    rules: groups.flatMap((group) =>
      entries(group["security_group_rules"]).map((rule) => ruleOf(text(group["name"]), rule, nameOf)),
    ),
    subnets: inside.subnet.map((subnet): Subnet => ({
      name: text(subnet["name"]),
      network: nameOf(subnet["network_id"]),
      cidr: text(subnet["cidr"]),
      gateway: text(subnet["gateway_ip"]),
      dhcp: subnet["enable_dhcp"] === true,
      pools: entries(subnet["allocation_pools"])
        .map((pool) => `${text(pool["start"])}-${text(pool["end"])}`)
        .toSorted(),
      resolvers: Array.isArray(subnet["dns_nameservers"]) ? subnet["dns_nameservers"].map(text) : [],
      addressMode: text(subnet["ipv6_address_mode"]),
      raMode: text(subnet["ipv6_ra_mode"]),
    })),
    ports: inside.port
      .filter((port) => !isNeutronsOwn(port))
      .map((port): Port => ({
        name: text(port["name"]),
        network: nameOf(port["network_id"]),
        addresses: entries(port["fixed_ips"])
          .map((ip) => text(ip["ip_address"]))
          .toSorted(),
        groups: (Array.isArray(port["security_groups"]) ? port["security_groups"] : []).map(nameOf).toSorted(),
        portSecurity: port["port_security_enabled"] === true,
        addressPairs: entries(port["allowed_address_pairs"])
          .map((pair) => text(pair["ip_address"]))
          .toSorted(),
        enabled: port["admin_state_up"] !== false,
      })),
    routedSubnets: inside.port
      .filter((port) => text(port["device_owner"]).startsWith("network:router_interface"))
      .flatMap((port) => entries(port["fixed_ips"]).map((ip) => nameOf(ip["subnet_id"]))),
    routes: inside.router.flatMap((router) =>
      entries(router["routes"]).map(
        (route) => `${text(route["destination"])} by ${text(route["nexthop"])} on router ${text(router["name"])}`,
      ),
    ),
    shares: shares.map(
      (share) =>
        `${text(share["object_type"]).replaceAll("_", " ")} ${nameOf(share["object_id"])}, ${text(share["action"])} for ` +
        (share["target_tenant"] === "*" ? "every project" : `project ${text(share["target_tenant"])}`),
    ),
    floatingAddresses: inside["floating address"].map((floating): FloatingAddress => ({
      port: text(floating["port_id"]) === "" ? "" : nameOf(floating["port_id"]),
    })),
  };
}

/** Ports that Neutron makes for routers, DHCP, metadata: their owner begins so (Neutron API reference, `device_owner`). */
export function isNeutronsOwn(port: Entry): boolean {
  return text(port["device_owner"]).startsWith("network:");
}

function ruleOf(group: string, rule: Entry, nameOf: (id: unknown) => string): Rule {
  const ethertype = text(rule["ethertype"]);
  const protocol = protocolName(rule["protocol"], ethertype);
  const [remoteGroup, addressGroup] = [rule["remote_group_id"], rule["remote_address_group_id"]];
  return {
    group,
    direction: text(rule["direction"]),
    ethertype,
    protocol,
    ports: portsText(protocol, rule["port_range_min"], rule["port_range_max"]),
    remote:
      typeof remoteGroup === "string"
        ? `group ${nameOf(remoteGroup)}`
        : typeof addressGroup === "string"
          ? `address group ${addressGroup}`
          : prefixText(rule["remote_ip_prefix"]),
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const entries = (value: unknown): Entry[] =>
  Array.isArray(value) ? value.filter((each): each is Entry => typeof each === "object" && each !== null) : [];

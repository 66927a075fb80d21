import { portOf, ruleOf, subnetOf, type NetworkConfiguration } from "./configured-network.ts";
import { entriesIn, kinds, textIn, type Entry, type ProjectContent } from "./project-content.ts";

/** Neutron makes a group of this name in every project, nobody can remove it, and no planned port uses it (CMP-02). */
export const DEFAULT_GROUP = "default";

/** The network configuration that stands in a project. Ports of Neutron itself (routers, DHCP, ...) are left out. */
export function foundNetwork({ inside, shares }: ProjectContent): NetworkConfiguration {
  const names = new Map(
    kinds.flatMap((kind) => inside[kind]).map((entry) => [textIn(entry, "id"), textIn(entry, "name")]),
  );
  // An id of another project's resource has no name here: then the id itself is the evidence.
  const nameOf = (id: unknown): string => (typeof id === "string" ? (names.get(id) ?? id) : "");
  const groups = inside["security group"].filter((group) => group["name"] !== DEFAULT_GROUP);
  return {
    networks: inside.network.map((network) => textIn(network, "name")),
    groups: groups.map((group) => textIn(group, "name")),
    rules: groups.flatMap((group) =>
      entriesIn(group, "security_group_rules").map((rule) => ruleOf(textIn(group, "name"), rule, nameOf)),
    ),
    subnets: inside.subnet.map((subnet) => subnetOf(subnet, nameOf)),
    ports: inside.port.filter((port) => !isNeutronsOwn(port)).map((port) => portOf(port, nameOf)),
    routedSubnets: inside.port
      .filter((port) => textIn(port, "device_owner").startsWith("network:router_interface"))
      .flatMap((port) => entriesIn(port, "fixed_ips").map((ip) => nameOf(ip["subnet_id"]))),
    routes: inside.router.flatMap((router) =>
      entriesIn(router, "routes").map(
        (route) => `${textIn(route, "destination")} by ${textIn(route, "nexthop")} on router ${textIn(router, "name")}`,
      ),
    ),
    shares: shares.map(
      (share) =>
        `${textIn(share, "object_type").replaceAll("_", " ")} ${nameOf(share["object_id"])}, ${textIn(share, "action")} for ` +
        (share["target_tenant"] === "*" ? "every project" : `project ${textIn(share, "target_tenant")}`),
    ),
    floatingAddresses: inside["floating address"].map(
      (floating) => `for port ${nameOf(floating["port_id"]) || "none"}`,
    ),
  };
}

/** Ports that Neutron makes for routers, DHCP, metadata: their owner begins so (Neutron API reference, `device_owner`). */
export function isNeutronsOwn(port: Entry): boolean {
  return textIn(port, "device_owner").startsWith("network:");
}

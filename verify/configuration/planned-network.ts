import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { judgedInputs } from "../../infra/preview/property-value.ts";
import { portOf, ruleOf, subnetOf, type NetworkConfiguration, type Rule } from "./configured-network.ts";
import { textIn, type Entry } from "./project-content.ts";

/** Fields of Neutron that are links, by the input that they come from and the type that it leads to. */
const LINKS = [
  ["network_id", "networkId", "network:Network"],
  ["subnet_id", "subnetId", "subnet:Subnet"],
  ["port_id", "portId", "port:Port"],
  ["security_group_id", "securityGroupId", "secGroup:SecGroup"],
  ["remote_group_id", "remoteGroupId", "secGroup:SecGroup"],
] as const;

/** The network configuration that a stack's program wants, from its offline plan; links are by name, ids are not known yet. */
export function plannedNetwork(plan: StackPreview): NetworkConfiguration {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  /** Names of the resources of a type that an input was made from. */
  const linked = ({ propertyDependencies }: PlannedResource, input: string, type: string): string[] =>
    (propertyDependencies[input] ?? [])
      .flatMap((urn) => byUrn.get(urn) ?? [])
      .filter((target) => target.type === `openstack:networking/${type}`)
      .map(nameOf)
      .toSorted();
  /** The resources of a type as Neutron will show them, with names for ids. */
  const ofType = (type: string): Entry[] =>
    plan.resources
      .filter((resource) => resource.type === `openstack:networking/${type}`)
      .map((resource) => ({
        ...(snakeCased(judgedInputs(resource.raw)) as Entry),
        ...Object.fromEntries(LINKS.map(([field, input, target]) => [field, linked(resource, input, target)[0]])),
        security_groups: linked(resource, "securityGroupIds", "secGroup:SecGroup"),
        name: nameOf(resource),
      }));

  const groups = ofType("secGroup:SecGroup");
  const rules = ofType("secGroupRule:SecGroupRule").map((rule) =>
    ruleOf(textIn(rule, "security_group_id"), rule, asItIs),
  );
  return {
    networks: ofType("network:Network").map((network) => textIn(network, "name")),
    groups: groups.map((group) => textIn(group, "name")),
    rules: [...rules, ...groups.flatMap(defaultRules)],
    subnets: ofType("subnet:Subnet").map((subnet) => subnetOf({ enable_dhcp: true, ...subnet }, asItIs)),
    ports: ofType("port:Port").map((port) => portOf({ port_security_enabled: true, ...port }, asItIs)),
    routedSubnets: ofType("routerInterface:RouterInterface")
      .map((each) => textIn(each, "subnet_id"))
      .filter((name) => name !== ""),
    // No program of ours makes any.
    routes: [],
    shares: [],
    floatingAddresses: ofType("floatingIp:FloatingIp").map((each) => `for port ${textIn(each, "port_id") || "none"}`),
  };
}

/** The two rules that Neutron puts into a group unless it is told otherwise: everything may go out. */
const defaultRules = (group: Entry): Rule[] =>
  group["delete_default_rules"] === true
    ? []
    : ["IPv4", "IPv6"].map((ethertype) => ruleOf(textIn(group, "name"), { direction: "egress", ethertype }, asItIs));

const nameOf = ({ raw, name }: PlannedResource): string => textIn(judgedInputs(raw), "name") || name;

/** Where a name already stands for an id. */
const asItIs = (name: unknown): string => (typeof name === "string" ? name : "");

/** Inputs by the names of Neutron's fields. */
function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCased(each),
    ]),
  );
}

import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { judgedInputs } from "../../infra/preview/property-value.ts";
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

type Inputs = Record<string, unknown>;

/** The network configuration that a stack's program wants, from its offline plan; links are by name, ids are not known yet. */
export function plannedNetwork(plan: StackPreview): NetworkConfiguration {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const ofType = (type: string): [PlannedResource, Inputs][] =>
    plan.resources
      .filter((resource) => resource.type === `openstack:networking/${type}`)
      .map((resource) => [resource, judgedInputs(resource.raw)]);
  /** Names of the resources of a type that an input was made from. */
  const linked = (resource: PlannedResource, input: string, type: string): string[] =>
    (resource.propertyDependencies[input] ?? [])
      .map((urn) => byUrn.get(urn))
      .filter((target) => target?.type === `openstack:networking/${type}`)
      .map((target) => nameOf(judgedInputs(target?.raw ?? {}), target?.name ?? ""))
      .toSorted();

  const groups = ofType("secGroup:SecGroup");
  const rules = ofType("secGroupRule:SecGroupRule").map(([resource, inputs]): Rule => {
    const ethertype = text(inputs["ethertype"]);
    const protocol = protocolName(inputs["protocol"], ethertype);
    const [remoteGroup] = linked(resource, "remoteGroupId", "secGroup:SecGroup");
    return {
      group: linked(resource, "securityGroupId", "secGroup:SecGroup")[0] ?? "",
      direction: text(inputs["direction"]),
      ethertype,
      protocol,
      ports: portsText(protocol, inputs["portRangeMin"], inputs["portRangeMax"]),
      remote: remoteGroup === undefined ? prefixText(inputs["remoteIpPrefix"]) : `group ${remoteGroup}`,
    };
  });
  return {
    networks: ofType("network:Network").map(([resource, inputs]) => nameOf(inputs, resource.name)),
    groups: groups.map(([resource, inputs]) => nameOf(inputs, resource.name)),
    rules: [...rules, ...groups.flatMap(([resource, inputs]) => defaultRules(resource, inputs))],
    subnets: ofType("subnet:Subnet").map(([resource, inputs]): Subnet => ({
      name: nameOf(inputs, resource.name),
      network: linked(resource, "networkId", "network:Network")[0] ?? "",
      cidr: text(inputs["cidr"]),
      gateway: text(inputs["gatewayIp"]),
      dhcp: inputs["enableDhcp"] !== false,
      pools: objects(inputs["allocationPools"]).map(poolText).toSorted(),
      resolvers: texts(inputs["dnsNameservers"]),
      addressMode: text(inputs["ipv6AddressMode"]),
      raMode: text(inputs["ipv6RaMode"]),
    })),
    ports: ofType("port:Port").map(([resource, inputs]): Port => ({
      name: nameOf(inputs, resource.name),
      network: linked(resource, "networkId", "network:Network")[0] ?? "",
      addresses: objects(inputs["fixedIps"])
        .map((ip) => text(ip["ipAddress"]))
        .toSorted(),
      groups: linked(resource, "securityGroupIds", "secGroup:SecGroup"),
      portSecurity: inputs["portSecurityEnabled"] !== false,
      addressPairs: objects(inputs["allowedAddressPairs"])
        .map((pair) => text(pair["ipAddress"]))
        .toSorted(),
      enabled: inputs["adminStateUp"] !== false,
    })),
    routedSubnets: ofType("routerInterface:RouterInterface").flatMap(([resource]) =>
      linked(resource, "subnetId", "subnet:Subnet"),
    ),
    // No program of ours makes any.
    routes: [],
    shares: [],
    floatingAddresses: ofType("floatingIp:FloatingIp").map(([resource]): FloatingAddress => ({
      port: linked(resource, "portId", "port:Port")[0] ?? "",
    })),
  };
}

/** The two rules that Neutron puts into a group unless it is told otherwise: everything may go out. */
const defaultRules = (resource: PlannedResource, inputs: Inputs): Rule[] =>
  inputs["deleteDefaultRules"] === true
    ? []
    : ["IPv4", "IPv6"].map((ethertype) => ({
        group: nameOf(inputs, resource.name),
        direction: "egress",
        ethertype,
        protocol: "any",
        ports: "any",
        remote: "anywhere",
      }));

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
const objects = (value: unknown): Inputs[] =>
  Array.isArray(value) ? value.filter((each): each is Inputs => typeof each === "object" && each !== null) : [];
const nameOf = (inputs: Inputs, fallback: string): string => text(inputs["name"]) || fallback;
const poolText = (pool: Inputs): string => `${text(pool["start"])}-${text(pool["end"])}`;

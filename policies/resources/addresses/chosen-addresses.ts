import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cidrIn, contains, type Cidr } from "../cidr.ts";
import { knownList, knownText, recordOf, textOf } from "../inputs.ts";
import { addressesEveryPort, cidrOf } from "../network-families.ts";
import { resourceOf, type Link, type ResourceGraph } from "../resource-graph.ts";
import { networkEntries } from "../server-networks.ts";
import * as type from "../types.ts";

/** An address that the program chooses, and the subnets of the stack of which one surely is the address's. */
export interface ChosenAddress {
  /** `fixedIps[0].ipAddress`. */
  input: string;
  address: Cidr;
  subnets: readonly JudgedResource[];
}

/** The addresses that a port, a server, a load balancer or a router asks for where their subnets are of the stack. */
export function chosenAddresses(resource: JudgedResource, graph: ResourceGraph): ChosenAddress[] {
  const { inputs } = resource;
  const chosen = (input: string, value: unknown, subnets: readonly JudgedResource[]): ChosenAddress[] => {
    const address = cidrIn(value);
    // An address has no length of its own; what has one is a mistake of another kind.
    if (!address || knownText(value)!.includes("/") || subnets.length === 0) return [];
    return [{ input, address, subnets }];
  };
  switch (resource.type) {
    case type.PORT: {
      const fixedIps = graph.fixedIpsOf(resource);
      if (fixedIps === UNKNOWN) return [];
      const network = networkSubnets(graph.networkOf(resource), graph);
      return fixedIps.flatMap(({ subnet, address }, index) =>
        chosen(`fixedIps[${index}].ipAddress`, address, oneOrAll(subnet, network)),
      );
    }
    case type.INSTANCE:
      return networkEntries(resource).flatMap((entry, index) => {
        if (textOf(entry["port"]) !== undefined) return [];
        const network = networkSubnets(graph.nestedLink(resource, "networks", entry["uuid"], type.NETWORK), graph);
        return ["fixedIpV4", "fixedIpV6"].flatMap((input) =>
          chosen(`networks[${index}].${input}`, entry[input], network),
        );
      });
    case type.LOAD_BALANCER: {
      const network = networkSubnets(graph.link(resource, "vipNetworkId", type.NETWORK), graph);
      const subnet = graph.link(resource, "vipSubnetId", type.SUBNET);
      return chosen("vipAddress", inputs["vipAddress"], oneOrAll(subnet, network));
    }
    case type.ROUTER:
      return knownList(inputs["externalFixedIps"]).flatMap((entry, index) => {
        const { subnetId, ipAddress } = recordOf(entry) ?? {};
        const subnet = graph.nestedLink(resource, "externalFixedIps", subnetId, type.SUBNET);
        return chosen(`externalFixedIps[${index}].ipAddress`, ipAddress, oneOrAll(subnet, []));
      });
    default:
      return [];
  }
}

function oneOrAll(subnet: Link, network: readonly JudgedResource[]): readonly JudgedResource[] {
  if (subnet.kind === "resource") return [subnet.resource];
  return subnet.kind === "absent" ? network : [];
}

/** All subnets of a network of the stack; none while one of them may be missing here. */
function networkSubnets(network: Link, graph: ResourceGraph): readonly JudgedResource[] {
  const own = resourceOf(network);
  return own && graph.perhapsSubnetsOf(own).length === 0 ? graph.subnetsOf(own) : [];
}

/** True when the address lies in none of the subnets that it can be of; false while a prefix is not known. */
export function liesOutside({ address, subnets }: ChosenAddress): boolean {
  return subnets.every((subnet) => {
    const cidr = cidrOf(subnet);
    return cidr !== undefined && !contains(cidr, address);
  });
}

/** The subnet that gives every port its address by the port's own interface id, so that none may choose one there. */
export function automaticSubnet({ address, subnets }: ChosenAddress): JudgedResource | undefined {
  return subnets.find((subnet) => {
    const cidr = cidrOf(subnet);
    const holds = cidr === undefined ? subnets.length === 1 && address.family === 6 : contains(cidr, address);
    return holds && addressesEveryPort(subnet) === true;
  });
}

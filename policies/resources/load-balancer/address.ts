import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cidrIn } from "../cidr.ts";
import { knownText } from "../inputs.ts";
import { familyOf, type Family } from "../network-families.ts";
import { resourceOf, type ResourceGraph } from "../resource-graph.ts";
import * as type from "../types.ts";

/** Family of a load balancer's address: by the address itself, its subnet, its port, or its network's only family. */
export function vipFamily(balancer: JudgedResource, graph: ResourceGraph): Family | typeof UNKNOWN {
  const address = cidrIn(balancer.inputs["vipAddress"]);
  if (address) return address.family;
  const families = new Set(vipSubnets(balancer, graph).map(familyOf));
  return families.size === 1 ? [...families][0]! : UNKNOWN;
}

/** Subnets of this stack that the address may lie in. */
export function vipSubnets(balancer: JudgedResource, graph: ResourceGraph): readonly JudgedResource[] {
  const subnet = graph.link(balancer, "vipSubnetId", type.SUBNET);
  if (subnet.kind === "resource") return [subnet.resource];
  if (subnet.kind !== "absent") return [];
  const port = graph.link(balancer, "vipPortId", type.PORT);
  if (port.kind === "resource") {
    const fixedIps = graph.fixedIpsOf(port.resource);
    const subnets = fixedIps === UNKNOWN ? [] : fixedIps.map((fixedIp) => resourceOf(fixedIp.subnet));
    return subnets.every((each) => each !== undefined) ? subnets : [];
  }
  if (port.kind !== "absent") return [];
  const network = graph.link(balancer, "vipNetworkId", type.NETWORK);
  if (network.kind !== "resource" || graph.perhapsSubnetsOf(network.resource).length > 0) return [];
  return graph.subnetsOf(network.resource);
}

/** `3fff:38::10` when it is known: how messages show a load balancer's address. */
export function shownVip(balancer: JudgedResource): string {
  const address = knownText(balancer.inputs["vipAddress"]);
  return address === undefined ? "" : ` (${address})`;
}

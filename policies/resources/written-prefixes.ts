import type { JudgedResource } from "../policy.ts";
import { cidrsIn, type Cidr } from "./cidr.ts";
import { knownList, recordOf } from "./inputs.ts";
import * as type from "./types.ts";
import { isOwnedByNobody, METADATA_SERVICE } from "./well-known-addresses.ts";

/** A prefix or address that a resource writes down, and the input that holds it. */
export interface WrittenPrefix {
  input: string;
  cidr: Cidr;
}

const ROUTE: readonly string[] = ["destinationCidr", "nextHop"];

/** Inputs that hold prefixes or addresses, one or a list of them, by type. */
const INPUTS: Record<string, readonly string[]> = {
  [type.SUBNET]: ["cidr"],
  [type.SUBNET_POOL]: ["prefixes"],
  [type.SEC_GROUP_RULE]: ["remoteIpPrefix"],
  [type.ADDRESS_GROUP]: ["addresses"],
  [type.ROUTER_ROUTE]: ROUTE,
  [type.ROUTER_ROUTES]: ROUTE,
  [type.RECORD_SET]: ["records"],
};

/** The prefixes of a resource that NET-07 and NET-08 judge; values not known yet and host names are left out. */
export function writtenPrefixes({ type: own, inputs }: JudgedResource): WrittenPrefix[] {
  const holders = own === type.ROUTER_ROUTES ? knownList(inputs["routes"]).map(recordOf) : [inputs];
  return (INPUTS[own] ?? []).flatMap((input) =>
    cidrsIn(holders.flatMap((holder) => holder?.[input])).map((cidr) => ({ input, cidr })),
  );
}

/** True for a peer of rules. It is not a prefix that somebody owns: VRRP and DHCPv6 speak to the link alone. */
export function isPeer({ type: own }: JudgedResource): boolean {
  return own === type.SEC_GROUP_RULE || own === type.ADDRESS_GROUP;
}

/** True for the default route and the metadata service, which no policy about prefixes judges, and for peers that nobody owns. */
export function isExempt(resource: JudgedResource, { cidr }: WrittenPrefix): boolean {
  if (resource.type === type.SUBNET || resource.type === type.SUBNET_POOL) return false;
  if (isPeer(resource) && isOwnedByNobody(cidr)) return true;
  return cidr.length === 0 || METADATA_SERVICE.includes(cidr.canonical);
}

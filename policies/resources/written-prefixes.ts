import type { JudgedResource } from "../policy.ts";
import { cidrsIn, type Cidr } from "./cidr.ts";
import { knownList, recordOf } from "./inputs.ts";
import * as type from "./types.ts";
import { DHCP_SERVERS, METADATA_SERVICE } from "./well-known-addresses.ts";

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

/** True for the default route, the metadata service and the addresses of DHCP servers, which no policy about prefixes judges. */
export function isExempt(resource: JudgedResource, { cidr }: WrittenPrefix): boolean {
  if (resource.type === type.SUBNET || resource.type === type.SUBNET_POOL) return false;
  return cidr.length === 0 || METADATA_SERVICE.includes(cidr.canonical) || DHCP_SERVERS.includes(cidr.canonical);
}

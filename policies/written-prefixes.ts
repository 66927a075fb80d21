import { parseCidr, type Cidr } from "./cidr.ts";
import { DHCP_SERVERS } from "./dhcp-servers.ts";
import { knownText, listOf } from "./inputs.ts";
import { METADATA_SERVICE } from "./metadata-service.ts";
import { UNKNOWN, type JudgedResource } from "./policy.ts";
import * as type from "./types.ts";

/** A prefix or address that a resource writes down, and the input that holds it. */
export interface WrittenPrefix {
  input: string;
  cidr: Cidr;
}

const INPUTS: Record<string, { single: readonly string[]; list: readonly string[] }> = {
  [type.SUBNET]: { single: ["cidr"], list: [] },
  [type.SUBNET_POOL]: { single: [], list: ["prefixes"] },
  [type.SEC_GROUP_RULE]: { single: ["remoteIpPrefix"], list: [] },
  [type.ROUTER_ROUTE]: { single: ["destinationCidr", "nextHop"], list: [] },
  [type.RECORD_SET]: { single: [], list: ["records"] },
};

/** The prefixes of a resource that NET-07 and NET-08 judge; values not known yet and host names are left out. */
export function writtenPrefixes(resource: JudgedResource): WrittenPrefix[] {
  const inputs = INPUTS[resource.type];
  if (!inputs) return [];
  const values = [
    ...inputs.single.map((input) => ({ input, value: resource.inputs[input] })),
    ...inputs.list.flatMap((input) => {
      const list = listOf(resource.inputs[input]);
      return list === UNKNOWN ? [] : list.map((value) => ({ input, value }));
    }),
  ];
  return values.flatMap(({ input, value }) => {
    const text = knownText(value);
    const cidr = text === undefined ? undefined : parseCidr(text);
    return cidr ? [{ input, cidr }] : [];
  });
}

/** True for the default route, the metadata service and the addresses of DHCP servers, which no policy about prefixes judges. */
export function isExempt(resource: JudgedResource, { cidr }: WrittenPrefix): boolean {
  if (resource.type === type.SUBNET || resource.type === type.SUBNET_POOL) return false;
  return cidr.length === 0 || METADATA_SERVICE.includes(cidr.canonical) || DHCP_SERVERS.includes(cidr.canonical);
}

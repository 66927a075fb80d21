import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { parseCidr, type Cidr } from "./cidr.ts";
import { DHCP_SERVERS } from "./dhcp-servers.ts";
import { knownText, listOf, recordOf } from "./inputs.ts";
import { METADATA_SERVICE } from "./metadata-service.ts";
import * as type from "./types.ts";

/** A prefix or address that a resource writes down, and the input that holds it. */
export interface WrittenPrefix {
  input: string;
  cidr: Cidr;
}

interface Written {
  single?: readonly string[];
  list?: readonly string[];
  /** A list of objects that hold the inputs named. */
  objects?: { input: string; single: readonly string[] };
}

const ROUTE: readonly string[] = ["destinationCidr", "nextHop"];

const INPUTS: Record<string, Written> = {
  [type.SUBNET]: { single: ["cidr"] },
  [type.SUBNET_POOL]: { list: ["prefixes"] },
  [type.SEC_GROUP_RULE]: { single: ["remoteIpPrefix"] },
  [type.ADDRESS_GROUP]: { list: ["addresses"] },
  [type.ROUTER_ROUTE]: { single: ROUTE },
  [type.ROUTER_ROUTES]: { objects: { input: "routes", single: ROUTE } },
  [type.RECORD_SET]: { list: ["records"] },
};

/** The prefixes of a resource that NET-07 and NET-08 judge; values not known yet and host names are left out. */
export function writtenPrefixes(resource: JudgedResource): WrittenPrefix[] {
  const inputs = INPUTS[resource.type];
  if (!inputs) return [];
  const { single = [], list = [], objects } = inputs;
  const elements = (input: string): unknown[] => {
    const values = listOf(resource.inputs[input]);
    return values === UNKNOWN ? [] : values;
  };
  const values = [
    ...single.map((input) => ({ input, value: resource.inputs[input] })),
    ...list.flatMap((input) => elements(input).map((value) => ({ input, value }))),
    ...(objects ? elements(objects.input) : []).flatMap((entry) =>
      objects!.single.map((input) => ({ input, value: recordOf(entry)?.[input] })),
    ),
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

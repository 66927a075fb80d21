import { bothOf, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cidrIn, cidrsIn, type Cidr } from "../cidr.ts";
import { knownList, knownText, numberOf, recordOf, textOf } from "../inputs.ts";
import { vipFamily } from "../load-balancer/address.ts";
import { cidrOf, familyOf, lacks, familiesOf, type Family } from "../network-families.ts";
import { resourceOf, type ResourceGraph } from "../resource-graph.ts";
import * as type from "../types.ts";

/** Something of one family, and what says that it is: `ipVersion 4`, `cidr 3fff:38::/64`, `a load balancer of IPv6`. */
export interface Said {
  by: Text;
  family: Family;
}

/**
 * What a resource says of its family, the word first that decides: a version, else the first of several addresses. All
 * of it must be of one family, or Neutron, Octavia and Designate refuse the resource. What is not known yet is left out.
 * Rules of security groups are SEC-09's, routes of routers RTR-03's, AAAA records DNS-02's.
 */
export function familiesSaid(resource: JudgedResource, graph: ResourceGraph): Said[] {
  return SAID[resource.type]?.(resource, graph) ?? [];
}

type Reader = (resource: JudgedResource, graph: ResourceGraph) => Said[];

const SAID: Readonly<Record<string, Reader>> = {
  [type.SUBNET]: ({ inputs }) => {
    const pools = knownList(inputs["allocationPools"]).flatMap((pool) => Object.values(recordOf(pool) ?? {}));
    return versioned(inputs, [...given(inputs, "cidr", "gatewayIp"), ...addressesOf("allocationPools", pools)]);
  },
  [type.SUBNET_POOL]: (pool, graph) => {
    const scope = resourceOf(graph.link(pool, "addressScopeId", type.ADDRESS_SCOPE));
    const version = scope ? versionOf(scope.inputs) : UNKNOWN;
    const own = addressesOf("prefixes", knownList(pool.inputs["prefixes"]));
    // The scope's own version decides; a pool is of the family of its prefixes.
    return scope && version !== UNKNOWN
      ? [
          said({ en: `addressScopeId of ipVersion ${version}`, vi: `addressScopeId có ipVersion ${version}` }, version),
          ...own,
        ]
      : own;
  },
  [type.FIREWALL_RULE]: ({ inputs }) => versioned(inputs, given(inputs, "sourceIpAddress", "destinationIpAddress")),
  [type.BGP_SPEAKER]: (speaker, graph) => {
    const networks = graph.listed(speaker, "networks", type.NETWORK).resources;
    return versioned(
      speaker.inputs,
      networks.flatMap((network): Said[] => {
        const families = familiesOf(network, graph);
        const only = ([4, 6] as const).filter((family) => !lacks(families, family));
        return only.length === 1
          ? [
              said(
                {
                  en: `network "${network.name}" of IPv${only[0]!} alone`,
                  vi: `mạng “${network.name}” chỉ có IPv${only[0]!}`,
                },
                only[0]!,
              ),
            ]
          : [];
      }),
    );
  },
  [type.ENDPOINT_GROUP]: (group, graph) => endpointsOf(group, graph),
  [type.SITE_CONNECTION]: (connection, graph) => [
    ...["localEpGroupId", "peerEpGroupId"].flatMap((input) => {
      const group = resourceOf(graph.link(connection, input, type.ENDPOINT_GROUP));
      const [first] = group ? endpointsOf(group, graph) : [];
      return first
        ? [said({ en: `${input} with ${first.by.en}`, vi: `${input} có ${first.by.vi}` }, first.family)]
        : [];
    }),
    ...addressesOf("peerCidrs", knownList(connection.inputs["peerCidrs"])),
  ],
  [type.FLOATING_IP]: ({ inputs }) => [FLOATING, ...given(inputs, "address", "fixedIp")],
  [type.PORT_FORWARDING]: ({ inputs }) => [FLOATING, ...given(inputs, "internalIpAddress")],
  [type.LISTENER]: (listener, graph) => {
    const balancer = resourceOf(graph.link(listener, "loadbalancerId", type.LOAD_BALANCER));
    const family = balancer ? vipFamily(balancer, graph) : UNKNOWN;
    const allowed = addressesOf("allowedCidrs", knownList(listener.inputs["allowedCidrs"]));
    return family === UNKNOWN
      ? allowed
      : [said({ en: `a load balancer of IPv${family}`, vi: `bộ cân bằng tải IPv${family}` }, family), ...allowed];
  },
  [type.RECORD_SET]: ({ inputs }) =>
    knownText(inputs["type"])?.toUpperCase() === "A"
      ? [said("type A", 4), ...addressesOf("records", knownList(inputs["records"]))]
      : [],
  [type.SUBNET_ROUTE]: (route, graph) => {
    const subnet = resourceOf(graph.link(route, "subnetId", type.SUBNET));
    const family = subnet ? familyOf(subnet) : UNKNOWN;
    const own = given(route.inputs, "destinationCidr", "nextHop");
    return subnet && family !== UNKNOWN
      ? [
          said(
            { en: `subnetId of "${subnet.name}", IPv${family}`, vi: `subnetId của “${subnet.name}”, IPv${family}` },
            family,
          ),
          ...own,
        ]
      : own;
  },
};

const said = (by: string | Text, family: Family): Said => ({ by: bothOf(by), family });

const FLOATING = said({ en: "an address that floats, IPv4 alone", vi: "địa chỉ nổi, chỉ có ở IPv4" }, 4);

/** The provider's default for `ipVersion` is 4. */
function versionOf(inputs: Record<string, unknown>): Family | typeof UNKNOWN {
  const version = numberOf(inputs["ipVersion"]) ?? 4;
  return version === 4 || version === 6 ? version : UNKNOWN;
}

function versioned(inputs: Record<string, unknown>, addresses: Said[]): Said[] {
  const version = versionOf(inputs);
  if (version === UNKNOWN) return addresses;
  return [said(shownVersion(inputs, version), version), ...addresses];
}

/** `ipVersion 4 (unset)`: how messages show a version that is left to the provider. */
export function shownVersion(inputs: Record<string, unknown>, version: Family): Text {
  const unset = textOf(inputs["ipVersion"]) === undefined;
  return {
    en: `ipVersion ${version}${unset ? " (unset)" : ""}`,
    vi: `ipVersion ${version}${unset ? " (không khai báo)" : ""}`,
  };
}

function given(inputs: Record<string, unknown>, ...names: string[]): Said[] {
  return names.flatMap((name) => addressesOf(name, [inputs[name]]));
}

function addressesOf(input: string, values: readonly unknown[]): Said[] {
  return values.flatMap((value) => {
    const cidr: Cidr | undefined = cidrIn(value);
    return cidr ? [said(`${input} ${knownText(value)}`, cidr.family)] : [];
  });
}

/** Endpoints are prefixes, or subnets by their ids. */
function endpointsOf(group: JudgedResource, graph: ResourceGraph): Said[] {
  const endpoints = knownList(group.inputs["endpoints"]);
  if (cidrsIn(endpoints).length > 0) return addressesOf("endpoints", endpoints);
  return endpoints.flatMap((endpoint): Said[] => {
    const subnet = resourceOf(graph.nestedLink(group, "endpoints", endpoint, type.SUBNET));
    const family = subnet ? (cidrOf(subnet)?.family ?? familyOf(subnet)) : UNKNOWN;
    return subnet && family !== UNKNOWN
      ? [
          said(
            { en: `endpoints "${subnet.name}" of IPv${family}`, vi: `endpoints “${subnet.name}” IPv${family}` },
            family,
          ),
        ]
      : [];
  });
}

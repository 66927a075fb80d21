import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cidrsIn, type Cidr } from "../../resources/cidr.ts";
import { numberOf, textOf } from "../../resources/inputs.ts";
import { cidrOf, familyOf, type Family } from "../../resources/network-families.ts";
import { resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { SUBNET, SUBNET_POOL } from "../../resources/types.ts";

/** A prefix of a pool that a speaker announces: pools in an address scope, the others are never routed directly. */
export interface PoolPrefix {
  pool: JudgedResource;
  cidr: Cidr;
}

/** Prefixes of the stack's pools that lie in an address scope. */
export function poolPrefixes(graph: ResourceGraph): PoolPrefix[] {
  return graph.all(SUBNET_POOL).flatMap((pool) => {
    if (textOf(pool.inputs["addressScopeId"]) === undefined) return [];
    return cidrsIn(pool.inputs["prefixes"]).map((cidr) => ({ pool, cidr }));
  });
}

/** A subnet from a pool, which a speaker announces one by one. */
export interface PoolSubnet {
  subnet: JudgedResource;
  family: Family;
  length: number;
}

/** The stack's subnets that come from pools, of known family and length. */
export function poolSubnets(graph: ResourceGraph): PoolSubnet[] {
  return graph.all(SUBNET).flatMap((subnet) => {
    if (textOf(subnet.inputs["subnetpoolId"]) === undefined) return [];
    const family = familyOf(subnet);
    const length = cidrOf(subnet)?.length ?? numberOf(subnet.inputs["prefixLength"]) ?? poolLength(subnet, graph);
    return family === UNKNOWN || typeof length !== "number" ? [] : [{ subnet, family, length }];
  });
}

function poolLength(subnet: JudgedResource, graph: ResourceGraph): unknown {
  return numberOf(resourceOf(graph.link(subnet, "subnetpoolId", SUBNET_POOL))?.inputs["defaultPrefixlen"]);
}

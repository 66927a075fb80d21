import type { SubnetPlan } from "../plan.ts";
import type { Address } from "../prefixes/address.ts";
import { readInterfaceId, serverAddressesOf } from "../prefixes/interface-id.ts";
import { addressAt } from "../prefixes/prefix.ts";
import { hostRangeOf } from "../prefixes/subnet.ts";

/** What the host part of an address means; `twin` is the same host's address in the other family, where the plan gives one. */
export interface HostMeaning {
  meaning: string;
  twin?: Address;
}

/** The meaning of an address in its subnet. */
export function explainHost(address: Address, subnet: SubnetPlan): HostMeaning {
  return address.family === 6 ? explainHost6(address, subnet) : explainHost4(address, subnet);
}

function explainHost6(address: Address, subnet: SubnetPlan): HostMeaning {
  const { meaning, host } = readInterfaceId(address.value - subnet.ipv6.cidr.value);
  const { first, last } = hostRangeOf(subnet.ipv4.cidr);
  if (meaning === "gateway") return { meaning, twin: subnet.ipv4.gateway };
  if (host === undefined) return { meaning };
  if (host < first || host > last) return { meaning: `${meaning}, outside the planned ${first}..${last}` };
  return { meaning, twin: addressAt(subnet.ipv4.cidr, BigInt(host)) };
}

function explainHost4(address: Address, subnet: SubnetPlan): HostMeaning {
  const ipv4 = subnet.ipv4.cidr;
  const host = Number(address.value - ipv4.value);
  const { first, last, pool } = hostRangeOf(ipv4);
  if (host === 0) return { meaning: "the network's own address" };
  if (host === 2 ** (32 - ipv4.length) - 1) return { meaning: "broadcast address" };
  if (host === 1) return { meaning: "gateway", twin: subnet.ipv6.gateway };
  if (host >= pool) return { meaning: "dynamic pool: given by OpenStack, not by the plan" };
  if (host < first || host > last) return { meaning: `host number ${host}, kept free between servers and pool` };
  return { meaning: `server, host number ${host}`, twin: serverAddressesOf(subnet, host).ipv6 };
}

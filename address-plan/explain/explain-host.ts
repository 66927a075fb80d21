import type { Text } from "../../model/text.ts";
import type { SubnetPlan } from "../plan.ts";
import type { Address } from "../prefixes/address.ts";
import { DYNAMIC_POOL, GATEWAY, readInterfaceId, serverAddressesOf, serverHost } from "../prefixes/interface-id.ts";
import { addressAt } from "../prefixes/prefix.ts";
import { hostRangeOf } from "../prefixes/subnet.ts";

/** What the host part of an address means; `twin` is the same host's address in the other family, where the plan gives one. */
export interface HostMeaning {
  meaning: Text;
  twin?: Address;
}

/** The meaning of an address in its subnet. */
export function explainHost(address: Address, subnet: SubnetPlan): HostMeaning {
  return address.family === 6 ? explainHost6(address, subnet) : explainHost4(address, subnet);
}

function explainHost6(address: Address, subnet: SubnetPlan): HostMeaning {
  const { meaning, host } = readInterfaceId(address.value - subnet.ipv6.cidr.value);
  const { first, last } = hostRangeOf(subnet.ipv4.cidr);
  if (meaning === GATEWAY) return { meaning, twin: subnet.ipv4.gateway };
  if (host === undefined) return { meaning };
  if (host < first || host > last) {
    return {
      meaning: {
        en: `${meaning.en}, outside the planned ${first}..${last}`,
        vi: `${meaning.vi}, ngoài khoảng quy hoạch ${first}..${last}`,
      },
    };
  }
  return { meaning, twin: addressAt(subnet.ipv4.cidr, BigInt(host)) };
}

function explainHost4(address: Address, subnet: SubnetPlan): HostMeaning {
  const ipv4 = subnet.ipv4.cidr;
  const host = Number(address.value - ipv4.value);
  const { first, last, pool } = hostRangeOf(ipv4);
  if (host === 0) return { meaning: { en: "the network's own address", vi: "địa chỉ của chính mạng" } };
  if (host === 2 ** (32 - ipv4.length) - 1) {
    return { meaning: { en: "broadcast address", vi: "địa chỉ quảng bá (broadcast)" } };
  }
  if (host === 1) return { meaning: GATEWAY, twin: subnet.ipv6.gateway };
  if (host >= pool) return { meaning: DYNAMIC_POOL };
  if (host < first || host > last) {
    return {
      meaning: {
        en: `host number ${host}, kept free between servers and pool`,
        vi: `số thứ tự ${host}, để trống giữa máy chủ và pool`,
      },
    };
  }
  return { meaning: serverHost(host), twin: serverAddressesOf(subnet, host).ipv6 };
}

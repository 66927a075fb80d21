import { compareAddresses, familyOf } from "../ip-text.ts";

/** One address per family; a family that is not there is absent. */
export interface AddressesByFamily {
  ipv4?: string;
  ipv6?: string;
}

/** Sorts addresses by family; of several in one family the lowest, since the cloud's order is not stable. */
export function addressesByFamily(addresses: readonly (string | undefined)[]): AddressesByFamily {
  const known = addresses.filter((address) => address !== undefined);
  const lowest = (family: "ipv4" | "ipv6"): string | undefined =>
    known.filter((address) => familyOf(address) === family).toSorted(compareAddresses)[0];
  const [ipv4, ipv6] = [lowest("ipv4"), lowest("ipv6")];
  return { ...(ipv4 === undefined ? {} : { ipv4 }), ...(ipv6 === undefined ? {} : { ipv6 }) };
}

import { formatAddress, type Address, type Prefix } from "./address.ts";
import { split } from "./prefix.ts";

/**
 * Names of the reverse zones that delegate a prefix (AP-19), without the final dot.
 * IPv6: one zone for a prefix on a nibble boundary, else one for each block of the next nibble.
 * IPv4: whole octets in the same way; inside a /24 the classless name of RFC 2317 section 4, such as `192/27.0.137.10.in-addr.arpa`.
 */
export function reverseZonesOf(prefix: Prefix): string[] {
  const { family, length } = prefix;
  const step = family === 6 ? 4 : 8;
  if (family === 4 && length > 24) {
    const [last, ...rest] = labelsOf(prefix);
    return [`${last}/${length}.${rest.join(".")}.in-addr.arpa`];
  }
  return split(prefix, Math.ceil(length / step) * step).map((block) => zoneOf(block, step));
}

/** Name of the PTR record of an address, without the final dot (RFC 3596 section 2.5, RFC 1035 section 3.5). */
export function pointerNameOf(address: Address): string {
  return `${labelsOf(address).join(".")}.${address.family === 6 ? "ip6.arpa" : "in-addr.arpa"}`;
}

function zoneOf(block: Prefix, step: number): string {
  const labels = labelsOf(block);
  const dropped = labels.length - block.length / step;
  return [...labels.slice(dropped), block.family === 6 ? "ip6.arpa" : "in-addr.arpa"].join(".");
}

/** Nibbles or octets of an address, the last one first. */
function labelsOf(address: Address): string[] {
  const { family, value } = address;
  const labels = family === 6 ? value.toString(16).padStart(32, "0").split("") : formatAddress(address).split(".");
  return labels.toReversed();
}

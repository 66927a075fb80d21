/**
 * ICMPv6 types by what RFC 4890 says of them. Types 3, 4 and 1 carry errors, 2 is packet too
 * big; Neutron security groups name the type in `portRangeMin`.
 */

/** RFC 4890 section 4.3.2: Mobile IPv6; dropped where it is not used, as in a tenant's network. */
const MOBILE_IPV6: readonly number[] = [144, 145, 146, 147];

/** RFC 4890 sections 4.4.1 and 4.4.2: neighbour discovery, multicast listeners, certificate paths, multicast routers. */
export const LINK_MUST_NOT_DROP: readonly number[] = [
  130, 131, 132, 133, 134, 135, 136, 141, 142, 143, 148, 149, 151, 152, 153,
];

/** Error messages without which paths break: unreachable, packet too big, time exceeded, parameter problem. */
export const ERRORS: readonly number[] = [1, 2, 3, 4];

/** RFC 4890 section 4.3.3 and after: experiments, reserved, redirect on servers, renumbering, node information. */
const DROP_UNLESS_JUSTIFIED: readonly number[] = [100, 101, 127, 137, 138, 139, 140, 200, 201, 255];

/** Types that no rule of a tenant admits (SEC-06). */
export const DANGEROUS: readonly number[] = [...DROP_UNLESS_JUSTIFIED, ...MOBILE_IPV6].toSorted((a, b) => a - b);

export const ECHO_REQUEST = 128;
export const ROUTER_ADVERTISEMENT = 134;
export const REDIRECT = 137;

const NAMES: Record<number, string> = {
  1: "destination unreachable",
  2: "packet too big",
  3: "time exceeded",
  4: "parameter problem",
  100: "private experimentation",
  101: "private experimentation",
  127: "reserved for expansion",
  128: "echo request",
  134: "router advertisement",
  137: "redirect",
  138: "router renumbering",
  139: "node information query",
  140: "node information response",
  144: "home agent discovery request",
  145: "home agent discovery reply",
  146: "mobile prefix solicitation",
  147: "mobile prefix advertisement",
  200: "private experimentation",
  201: "private experimentation",
  255: "reserved for expansion",
};

/** `138 (router renumbering)`. */
export function showIcmpv6Type(type: number): string {
  const name = NAMES[type];
  return name === undefined ? `${type}` : `${type} (${name})`;
}

/**
 * An ICMP message in both families. In Neutron's rules `portRangeMin` is the type and `portRangeMax` the code. The
 * provider wants both or none and leaves a zero out of its request, so code 0 admits every code of the type; for the
 * same reason type 0 (IPv4 echo reply) must never be asked for, it would admit every ICMP message.
 */
export interface IcmpMessage {
  /** Part of the rules' keys. */
  key: string;
  description: string;
  ipv6: { type: number; code: number };
  /** Absent where IPv4 has no need for the message. */
  ipv4?: { type: number; code: number };
}

/** Asked of a server by the peers that may use its services (RFC 4890 section 4.3.1: must not be dropped). */
export const ECHO_REQUEST: IcmpMessage = {
  key: "echo-request",
  description: "echo request",
  ipv6: { type: 128, code: 0 },
  ipv4: { type: 8, code: 0 },
};

/**
 * Errors that every host must be able to send and receive (RFC 4890 section 4.3.1; SEC-05). Connection tracking lets
 * most of them pass as related; the rules make them pass when it does not know the flow, and in stateless groups.
 * Types 133 to 137 are left out on purpose: Neutron itself admits neighbour discovery, and a guest that may send router
 * advertisements (134) or redirects (137) could take over its neighbours' traffic (SEC-07).
 */
export const ERRORS: readonly IcmpMessage[] = [
  { key: "unreachable", description: "destination unreachable", ipv6: { type: 1, code: 0 } },
  // IPv4's own path MTU discovery hangs on type 3 code 4 (RFC 1191), the twin of packet too big (RFC 8201).
  { key: "too-big", description: "packet too big", ipv6: { type: 2, code: 0 }, ipv4: { type: 3, code: 4 } },
  { key: "time-exceeded", description: "time exceeded", ipv6: { type: 3, code: 0 } },
  { key: "parameter-problem", description: "parameter problem", ipv6: { type: 4, code: 0 } },
];

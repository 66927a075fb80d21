import type { Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import { cidrIn } from "../../resources/cidr.ts";
import { numberOf, type Known } from "../../resources/inputs.ts";
import type { Family } from "../../resources/network-families.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { BGP_PEER, BGP_SPEAKER } from "../../resources/types.ts";

/** One BGP speaker of the stack, which speaks for one family. */
export interface Speaker {
  resource: JudgedResource;
  family: Family | typeof UNKNOWN;
  localAs: Known<number>;
}

/** The stack's speakers; the provider's default for `ipVersion` is 4. */
export function speakersOf(graph: ResourceGraph): Speaker[] {
  return graph.all(BGP_SPEAKER).map((resource) => {
    const version = numberOf(resource.inputs["ipVersion"]);
    return {
      resource,
      family: version === UNKNOWN ? UNKNOWN : version === 6 ? 6 : 4,
      localAs: numberOf(resource.inputs["localAs"]),
    };
  });
}

/** One BGP neighbour of the stack. */
export interface Peer {
  resource: JudgedResource;
  family: Family | typeof UNKNOWN;
  remoteAs: Known<number>;
}

/** The stack's peers, each of the family of its address. */
export function peersOf(graph: ResourceGraph): Peer[] {
  return graph.all(BGP_PEER).map((resource) => ({
    resource,
    family: cidrIn(resource.inputs["peerIp"])?.family ?? UNKNOWN,
    remoteAs: numberOf(resource.inputs["remoteAs"]),
  }));
}

/** AS numbers of the province itself: those registered for it, and those that its speakers use. */
export function ownAsns(speakers: readonly Speaker[], context: PolicyContext): ReadonlySet<unknown> {
  const used = speakers.map((speaker) => speaker.localAs).filter((asn) => typeof asn === "number");
  return new Set([...(context.asns ?? []), ...used]);
}

/** Ranges of AS numbers that nobody may use on the Internet (RFC 7607, RFC 6793, RFC 5398, RFC 6996, RFC 7300). */
const RESERVED: readonly { from: number; to: number; use: Text; always?: true }[] = [
  { from: 0, to: 0, use: { en: "AS 0 (RFC 7607)", vi: "AS 0, dành riêng (RFC 7607)" }, always: true },
  { from: 23_456, to: 23_456, use: { en: "AS_TRANS (RFC 6793)", vi: "AS_TRANS, dành riêng (RFC 6793)" }, always: true },
  {
    from: 64_496,
    to: 131_071,
    use: {
      en: "for documentation, private use or reserved (RFC 5398, RFC 6996)",
      vi: "dành cho tài liệu, dùng riêng hoặc dành riêng (RFC 5398, RFC 6996)",
    },
  },
  {
    from: 4_200_000_000,
    to: 4_294_967_295,
    use: {
      en: "for private use or reserved (RFC 6996, RFC 7300)",
      vi: "dùng riêng hoặc dành riêng (RFC 6996, RFC 7300)",
    },
  },
];

/** The reserved range that holds the number. `always`: wrong in examples too. */
export function reservedAsn(asn: number): { use: Text; always?: true } | undefined {
  return RESERVED.find(({ from, to }) => from <= asn && asn <= to);
}

/** True where the stack's traffic is real. */
export function isLive(context: PolicyContext): boolean {
  return context.environment === "production" || context.environment === "staging";
}

import type { PolicyExamples } from "../fixtures/examples.ts";
import { SUBNET } from "../types.ts";

const subnet = (inputs: Record<string, unknown>) => ({
  type: SUBNET,
  name: "dmz-ipv6",
  inputs: {
    networkId: "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11",
    ipVersion: 6,
    cidr: "3fff:38:60:2006::/64",
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
    ...inputs,
  },
});

export const examples: PolicyExamples = {
  passes: [subnet({ tags: ["zone:db"] })],
  fails: [subnet({ tags: ["zone:db"], ipv6AddressMode: "slaac", ipv6RaMode: "slaac" })],
};

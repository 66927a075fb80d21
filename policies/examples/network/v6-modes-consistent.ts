import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (ipv6AddressMode: string, ipv6RaMode: string) =>
  ipv6Subnet("dmz-ipv6", "3fff:38:60:2005::/64", { ipv6AddressMode, ipv6RaMode });

export const examples: PolicyExamples = {
  passes: [subnet("dhcpv6-stateful", "dhcpv6-stateful")],
  fails: [subnet("slaac", "dhcpv6-stateful")],
};

import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (mode: string) =>
  ipv6Subnet("dmz-ipv6", "3fff:38:60:2006::/64", { tags: ["zone:db"], ipv6AddressMode: mode, ipv6RaMode: mode });

export const examples: PolicyExamples = { passes: [subnet("dhcpv6-stateful")], fails: [subnet("slaac")] };

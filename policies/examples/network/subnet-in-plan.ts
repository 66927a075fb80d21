import { ipv6Subnet } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const subnet = (cidr: string) => ipv6Subnet("dmz-ipv6", cidr, { tags: ["zone:dmz"] });

export const examples: PolicyExamples = {
  passes: [subnet("3fff:38:60:2000::/64")],
  fails: [subnet("3fff:38:40:2000::/64")],
  context: { zones: { dmz: { ipv6: "3fff:38:60:2000::/52", ipv4: "10.96.32.0/20", addressMode: "dhcpv6-stateful" } } },
};

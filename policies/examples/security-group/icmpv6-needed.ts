import { dualStackNetwork, dualStackPort, ingress, webGroup } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = dualStackNetwork("dmz", { ipv4: "10.96.44.0/24", ipv6: "3fff:38:60:200c::/64" });
const group = webGroup({ stateful: false });
const ping4 = ingress("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" });
const types = (...numbers: number[]): Draft[] =>
  numbers.map((type) =>
    ingress(`icmpv6-${type}`, {
      ethertype: "IPv6",
      protocol: "ipv6-icmp",
      portRangeMin: type,
      portRangeMax: 0,
      remoteIpPrefix: "::/0",
    }),
  );
const port = dualStackPort("web-1", "dmz", { securityGroupIds: [ref("web")] });

export const examples: PolicyExamples = {
  passes: [...network, group, ping4, ...types(1, 2, 3, 4, 128), port],
  // Without type 2, Packet Too Big.
  fails: [...network, group, ping4, ...types(1, 3, 4, 128), port],
};

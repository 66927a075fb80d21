import { PORT } from "../../resources/types.ts";
import { dualStackNetwork } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = dualStackNetwork("dmz", { ipv4: "10.96.42.0/24", ipv6: "3fff:38:60:200a::/64" });
const port = (...subnets: string[]): Draft => ({
  type: PORT,
  name: "web",
  inputs: {
    networkId: ref("dmz"),
    fixedIps: subnets.map((subnet) => ({ subnetId: ref(subnet) })),
    securityGroupIds: ["9c41a6f0-6f3b-4a49-8d0e-2f3b7a1f0c55"],
  },
});

export const examples: PolicyExamples = {
  passes: [...network, port("dmz-ipv4", "dmz-ipv6")],
  fails: [...network, port("dmz-ipv4")],
};

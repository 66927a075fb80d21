import { SEC_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = (zone: string): Draft => ({
  type: SEC_GROUP,
  name: zone,
  inputs: { deleteDefaultRules: true, tags: [`zone:${zone}`] },
});
const rules = (name: string, inputs: Record<string, unknown>): Draft[] =>
  (["IPv4", "IPv6"] as const).map((ethertype) => ({
    type: SEC_GROUP_RULE,
    name: `${name}-${ethertype.toLowerCase()}`,
    inputs: { ethertype, protocol: "tcp", portRangeMin: 8080, portRangeMax: 8080, ...inputs },
  }));
const allow = (from: string): Draft[] => [
  ...["app", "dmz", "lan"].map(group),
  ...rules("app-in", { securityGroupId: ref("app"), direction: "ingress", remoteGroupId: ref(from) }),
];

export const examples: PolicyExamples = {
  passes: allow("dmz"),
  fails: allow("lan"),
  context: {
    flows: [
      { from: "dmz", to: "app", ports: [{ protocol: "tcp", port: 8080, portTo: 8080 }] },
      { from: "lan", to: "app", ports: [{ protocol: "tcp", port: 443, portTo: 443 }] },
    ],
  },
};

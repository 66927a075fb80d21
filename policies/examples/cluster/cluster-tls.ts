import { CLUSTER_TEMPLATE } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const template = (inputs: Record<string, unknown>) => ({
  type: CLUSTER_TEMPLATE,
  name: "kubernetes",
  inputs: { coe: "kubernetes", image: "fedora-coreos", externalNetworkId: "internet", ...inputs },
});

export const examples: PolicyExamples = {
  passes: [template({})],
  fails: [template({ tlsDisabled: true })],
};

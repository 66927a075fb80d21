import { BGP_SPEAKER } from "../../resources/types.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const speaker = (ipVersion: number): Draft => ({
  type: BGP_SPEAKER,
  name: `border-ipv${ipVersion}`,
  inputs: { ipVersion, localAs: 64_500, advertiseTenantNetworks: false, advertiseFloatingIpHostRoutes: false },
});

export const examples: PolicyExamples = {
  passes: [speaker(4), speaker(6)],
  fails: [speaker(4)],
  context: { environment: "example" },
};

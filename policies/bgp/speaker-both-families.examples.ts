import type { Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { BGP_SPEAKER } from "../types.ts";

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

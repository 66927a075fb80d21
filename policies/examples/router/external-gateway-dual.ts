import { ROUTER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const router = (externalNetworkId: string) => ({ type: ROUTER, name: "router", inputs: { externalNetworkId } });

export const examples: PolicyExamples = {
  passes: [router("3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11")],
  fails: [router("77d2b1c4-0b0e-4a51-9a53-5f6d1e2c9b80")],
  context: { dualStackExternalNetworks: ["3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11"] },
};

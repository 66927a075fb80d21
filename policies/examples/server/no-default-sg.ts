import { NETWORK_ID, server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { networks: [{ uuid: NETWORK_ID }], securityGroups: ["web"] })],
  fails: [server("web", { networks: [{ uuid: NETWORK_ID }], securityGroups: ["default"] })],
};

import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { securityGroups: ["web"] })],
  fails: [server("web", { securityGroups: ["default"] })],
};

import { server } from "../example-drafts.ts";
import type { PolicyExamples } from "../examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { securityGroups: ["web"] })],
  fails: [server("web", { securityGroups: ["default"] })],
};

import { server } from "../fixtures/example-drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { securityGroups: ["web"] })],
  fails: [server("web", { securityGroups: ["default"] })],
};

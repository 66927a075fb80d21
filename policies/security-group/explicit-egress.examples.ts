import type { PolicyExamples } from "../fixtures/examples.ts";
import { SEC_GROUP } from "../types.ts";

const group = (deleteDefaultRules: boolean) => ({ type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules } });

export const examples: PolicyExamples = {
  passes: [group(true)],
  fails: [group(false)],
  context: { securityLevel: 3 },
};

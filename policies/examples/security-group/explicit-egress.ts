import { SEC_GROUP } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const group = (deleteDefaultRules: boolean) => ({ type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules } });

export const examples: PolicyExamples = {
  passes: [group(true)],
  fails: [group(false)],
  context: { securityLevel: 3 },
};

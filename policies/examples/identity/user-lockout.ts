import { USER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const user = (inputs: Record<string, unknown>) => ({ type: USER, name: "portal", inputs });

export const examples: PolicyExamples = {
  passes: [user({ description: "Portal" })],
  fails: [user({ description: "Portal", ignoreLockoutFailureAttempts: true })],
};

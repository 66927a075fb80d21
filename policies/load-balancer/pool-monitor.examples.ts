import type { PolicyExamples } from "../fixtures/examples.ts";
import { MONITOR } from "../types.ts";
import { portal } from "./example-drafts.ts";

export const examples: PolicyExamples = {
  passes: portal(),
  fails: portal().filter(({ type }) => type !== MONITOR),
};

import { MONITOR } from "../../resources/types.ts";
import type { PolicyExamples } from "../examples.ts";
import { portal } from "./example-drafts.ts";

export const examples: PolicyExamples = {
  passes: portal(),
  fails: portal().filter(({ type }) => type !== MONITOR),
};

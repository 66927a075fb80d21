import { MONITOR } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";
import { portal } from "./portal.ts";

export const examples: PolicyExamples = {
  passes: portal(),
  fails: portal().filter(({ type }) => type !== MONITOR),
};

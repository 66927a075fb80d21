import type { PolicyExamples } from "../policy-examples.ts";
import { balancer, listener } from "./portal.ts";

const both = [balancer(4), balancer(6), listener(4)];

export const examples: PolicyExamples = {
  passes: [...both, listener(6)],
  fails: both,
  context: { securityLevel: 3 },
};

import type { PolicyExamples } from "../policy-examples.ts";
import { balancer } from "./portal.ts";

export const examples: PolicyExamples = { passes: [balancer(4), balancer(6)], fails: [balancer(4)] };

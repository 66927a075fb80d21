import type { PolicyExamples } from "../examples.ts";
import { balancer } from "./example-drafts.ts";

export const examples: PolicyExamples = { passes: [balancer(4), balancer(6)], fails: [balancer(4)] };

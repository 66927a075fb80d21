import { ROUTER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const router = (stage: string) => ({
  type: ROUTER,
  name: "portal",
  inputs: { tags: ["agency:vpubnd", "system:portal", `stage:${stage}`] },
});

export const examples: PolicyExamples = {
  passes: [router("dual-stack")],
  fails: [router("production")],
  context: { lifecycle: { stage: "dual-stack", previous: "pilot", tests: { functional: "pass" } } },
};

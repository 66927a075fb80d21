import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { configDrive: true })],
  fails: [server("web", {})],
  context: { mode: "v6-only" },
};

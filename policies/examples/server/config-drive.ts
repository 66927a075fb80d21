import { server } from "../example-drafts.ts";
import type { PolicyExamples } from "../examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { configDrive: true })],
  fails: [server("web", {})],
  context: { mode: "v6-only" },
};

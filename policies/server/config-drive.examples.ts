import { server } from "../fixtures/example-drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { configDrive: true })],
  fails: [server("web", {})],
  context: { mode: "v6-only" },
};

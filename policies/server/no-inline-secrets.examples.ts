import { server } from "../fixtures/example-drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { userData: "#cloud-config\nssh_pwauth: false\n" })],
  fails: [server("web", { userData: "#cloud-config\npassword: example\n" })],
};

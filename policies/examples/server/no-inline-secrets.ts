import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { userData: "#cloud-config\nssh_pwauth: false\n" })],
  fails: [server("web", { userData: "#cloud-config\npassword: example\n" })],
};

import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [
    server("web", {}),
    server("db", { keyPair: undefined, userData: "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAA\n" }),
  ],
  fails: [server("web", { keyPair: undefined })],
};

import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

export const examples: PolicyExamples = {
  passes: [server("web", { userData: "#cloud-config\nntp:\n  servers: [ntp.example]\n" })],
  fails: [server("web", { userData: "#cloud-config\nntp:\n  servers: [192.0.2.123]\n" })],
};

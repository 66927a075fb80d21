import { INSTANCE } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const server = (inputs: Record<string, unknown>) => ({
  type: INSTANCE,
  name: "web",
  inputs: { imageName: "debian-13", flavorName: "small", keyPair: "operators", ...inputs },
});

export const examples: PolicyExamples = {
  passes: [server({ networks: [{ port: "0b7c5a86-2f3a-4d7b-8f35-6a1c9f0d2e44" }] })],
  fails: [server({ networkMode: "auto", securityGroups: ["web"] })],
};

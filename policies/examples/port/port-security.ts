import { PORT } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const port = (inputs: Record<string, unknown>) => ({
  type: PORT,
  name: "web",
  inputs: { networkId: "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11", ...inputs },
});

export const examples: PolicyExamples = {
  passes: [port({ securityGroupIds: ["9c41a6f0-6f3b-4a49-8d0e-2f3b7a1f0c55"] })],
  fails: [port({})],
};

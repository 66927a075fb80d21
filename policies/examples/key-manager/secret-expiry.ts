import { SECRET } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const secret = (expiration: string) => ({
  type: SECRET,
  name: "signing",
  inputs: { algorithm: "aes", bitLength: 256, secretType: "symmetric", expiration },
});

export const examples: PolicyExamples = {
  passes: [secret("2027-01-31T00:00:00Z")],
  fails: [secret("2026-01-31T00:00:00Z")],
  context: { date: "2026-12-31" },
};

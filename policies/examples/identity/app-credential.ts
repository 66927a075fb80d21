import { APPLICATION_CREDENTIAL } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const credential = (inputs: Record<string, unknown>) => ({
  type: APPLICATION_CREDENTIAL,
  name: "backup",
  inputs: { roles: ["member"], expiresAt: "2027-03-31T00:00:00Z", ...inputs },
});

export const examples: PolicyExamples = {
  passes: [credential({})],
  fails: [credential({ unrestricted: true })],
  context: { date: "2026-12-31" },
};

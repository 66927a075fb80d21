import type { PolicyExamples } from "../fixtures/examples.ts";
import { SUBNET } from "../types.ts";

const subnet = (cidr: string) => ({
  type: SUBNET,
  name: "web",
  inputs: { networkId: "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11", ipVersion: 4, cidr },
});

export const examples: PolicyExamples = {
  passes: [subnet("10.96.32.0/24")],
  fails: [subnet("192.0.2.0/24")],
  context: { addresses: "registered" },
};

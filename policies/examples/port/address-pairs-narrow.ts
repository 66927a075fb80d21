import { PORT } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const port = (...addresses: string[]) => ({
  type: PORT,
  name: "web",
  inputs: {
    networkId: "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11",
    securityGroupIds: ["9c41a6f0-6f3b-4a49-8d0e-2f3b7a1f0c55"],
    allowedAddressPairs: addresses.map((ipAddress) => ({ ipAddress })),
  },
});

export const examples: PolicyExamples = {
  passes: [port("10.96.32.100/32", "3fff:38:60:2000::100/128")],
  fails: [port("10.96.32.100/32", "3fff:38:60:2000::/64")],
};

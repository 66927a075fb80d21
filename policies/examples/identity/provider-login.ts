import { PROVIDER_BLOCK } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const provider = (inputs: Record<string, unknown>) => ({ type: PROVIDER_BLOCK, name: "openstack", inputs });

export const examples: PolicyExamples = {
  passes: [provider({ cloud: "province" })],
  fails: [provider({ userName: "deployer", password: "example" })],
};

import { IKE_POLICY } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const ike = (inputs: Record<string, unknown>) => ({
  type: IKE_POLICY,
  name: "government-cloud",
  inputs: { ikeVersion: "v2", encryptionAlgorithm: "aes-256", authAlgorithm: "sha256", pfs: "group14", ...inputs },
});

export const examples: PolicyExamples = { passes: [ike({})], fails: [ike({ encryptionAlgorithm: "3des" })] };

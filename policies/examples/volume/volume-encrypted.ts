import { VOLUME } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const volume = (inputs: Record<string, unknown>) => ({
  type: VOLUME,
  name: "records",
  inputs: {
    size: 20,
    metadata: { zone: "db", backup_schedule: "daily", backup_copies: "7", backup_site: "dc-b" },
    ...inputs,
  },
});

export const examples: PolicyExamples = {
  passes: [volume({ volumeType: "luks-level3" })],
  fails: [volume({})],
  context: { securityLevel: 3, encryptedVolumeTypes: ["luks", "luks-level3"], dedicatedVolumeTypes: ["luks-level3"] },
};

import type { PolicyExamples } from "../fixtures/examples.ts";
import { VOLUME } from "../types.ts";

const volume = (volumeType?: string) => ({
  type: VOLUME,
  name: "records",
  inputs: { size: 20, metadata: { zone: "db" }, ...(volumeType === undefined ? {} : { volumeType }) },
});

export const examples: PolicyExamples = {
  passes: [volume("luks-level3")],
  fails: [volume()],
  context: { securityLevel: 3, encryptedVolumeTypes: ["luks", "luks-level3"], dedicatedVolumeTypes: ["luks-level3"] },
};

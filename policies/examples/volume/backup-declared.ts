import { VOLUME } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const volume = (metadata: Record<string, string>) => ({
  type: VOLUME,
  name: "records",
  inputs: { size: 20, volumeType: "luks", metadata: { zone: "db", dc: "dc-a", ...metadata } },
});

export const examples: PolicyExamples = {
  passes: [volume({ backup_schedule: "daily", backup_copies: "7", backup_site: "dc-b" })],
  fails: [volume({})],
};

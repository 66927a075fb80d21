import { VOLUME } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const volume = (protect: boolean) => ({
  type: VOLUME,
  name: "records",
  inputs: {
    size: 20,
    volumeType: "luks",
    metadata: { zone: "db", backup_schedule: "daily", backup_copies: "7", backup_site: "dc-b" },
  },
  protect,
});

export const examples: PolicyExamples = {
  passes: [volume(true)],
  fails: [volume(false)],
  context: { environment: "production" },
};

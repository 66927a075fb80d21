import { RECORD_SET } from "../../resources/types.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const set = (ttl: number): Draft => ({
  type: RECORD_SET,
  name: "portal",
  inputs: { zoneId: "made-elsewhere", name: "portal.example.", type: "AAAA", records: ["3fff:38:60:2000::10"], ttl },
});

export const examples: PolicyExamples = {
  passes: [set(300)],
  fails: [set(86_400)],
  context: {
    lifecycle: {
      stage: "cutover",
      previous: "production",
      tests: { functional: "pass", feature: "pass", performance: "pass", security: "pass" },
      fallback: true,
      risks: true,
    },
  },
};

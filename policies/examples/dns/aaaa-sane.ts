import { RECORD_SET } from "../../resources/types.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const set = (record: string): Draft => ({
  type: RECORD_SET,
  name: "portal",
  inputs: { zoneId: "made-elsewhere", name: "portal.example.", type: "AAAA", records: [record] },
});

export const examples: PolicyExamples = {
  passes: [set("3fff:38:60:2000::10")],
  fails: [set("3fff:39:60:2000::10")],
  context: { environment: "example", aggregates: { ipv4: [], ipv6: ["3fff:38::/40"] } },
};

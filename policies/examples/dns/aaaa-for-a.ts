import { DNS_ZONE, RECORD_SET } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const zone: Draft = { type: DNS_ZONE, name: "example", inputs: { name: "example.", email: "dns@example" } };
const set = (type: string, record: string): Draft => ({
  type: RECORD_SET,
  name: `portal-${type.toLowerCase()}`,
  inputs: { zoneId: ref("example"), name: "portal.example.", type, records: [record], ttl: 3600 },
});

export const examples: PolicyExamples = {
  passes: [zone, set("A", "192.0.2.10"), set("AAAA", "3fff:38:60:2000::10")],
  fails: [zone, set("A", "192.0.2.10")],
};

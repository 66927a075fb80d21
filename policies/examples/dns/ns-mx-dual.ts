import { DNS_ZONE, RECORD_SET } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const zone: Draft = { type: DNS_ZONE, name: "example", inputs: { name: "example.", email: "dns@example" } };
const set = (name: string, type: string, record: string): Draft => ({
  type: RECORD_SET,
  name: `${name}-${type.toLowerCase()}`,
  inputs: {
    zoneId: ref("example"),
    name: name === "apex" ? "example." : `${name}.example.`,
    type,
    records: [record],
  },
});
const mail = set("apex", "MX", "10 mail.example.");

export const examples: PolicyExamples = {
  passes: [zone, mail, set("mail", "A", "192.0.2.25"), set("mail", "AAAA", "3fff:38:60:2000::25")],
  fails: [zone, mail],
};

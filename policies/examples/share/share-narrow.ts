import { SHARE, SHARE_ACCESS } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const share = (accessTo: string): Draft[] => [
  { type: SHARE, name: "records", inputs: { shareProto: "NFS", size: 10 } },
  {
    type: SHARE_ACCESS,
    name: "records-app",
    inputs: { shareId: ref("records"), accessType: "ip", accessTo, accessLevel: "rw" },
  },
];

export const examples: PolicyExamples = {
  passes: share("10.96.48.0/24"),
  fails: share("0.0.0.0/0"),
};

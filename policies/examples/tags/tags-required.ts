import { ROUTER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const tags = [
  "agency:stttt",
  "dc:dc-a",
  "env:example",
  "owner:stttt",
  "securityLevel:3",
  "stage:pilot",
  "system:tenant",
];
const router = (given: string[]) => ({ type: ROUTER, name: "router", inputs: { tags: given } });

export const examples: PolicyExamples = {
  passes: [router(tags)],
  fails: [router(tags.slice(1))],
  context: { agency: "stttt", tags: { agency: "stttt" } },
};

import { ROUTER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const transit = (...tags: string[]) => ({
  type: ROUTER,
  name: "transit",
  inputs: { tags: ["temporary:true", ...tags] },
});

export const examples: PolicyExamples = {
  passes: [transit("expires:2027-01-31")],
  fails: [transit()],
  context: { date: "2026-12-31" },
};

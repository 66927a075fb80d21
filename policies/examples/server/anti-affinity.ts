import { SERVER_GROUP } from "../../resources/types.ts";
import { server } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const apart: Draft = { type: SERVER_GROUP, name: "web-apart", inputs: { policies: ["anti-affinity"] } };
const servers = (inputs: Record<string, unknown>): Draft[] =>
  ["0b7c5a86-2f3a-4d7b-8f35-6a1c9f0d2e44", "c4f2d9b1-77ae-4d0f-b1f6-35f0a4a1b9d2"].map((port, index) =>
    server(`web-${index + 1}`, { networks: [{ port }], ...inputs }),
  );

export const examples: PolicyExamples = {
  passes: [apart, ...servers({ schedulerHints: [{ group: ref("web-apart") }] })],
  fails: servers({}),
  context: { securityLevel: 3 },
};

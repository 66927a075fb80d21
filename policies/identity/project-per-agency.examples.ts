import { ref, type Draft } from "../fixtures/drafts.ts";
import type { PolicyExamples } from "../fixtures/examples.ts";
import { PROJECT, ROLE, ROLE_ASSIGNMENT } from "../types.ts";

const tenant = (role: string): Draft[] => [
  {
    type: PROJECT,
    name: "stttt",
    inputs: { name: "stttt", tags: ["agency:stttt", "env:example", "securityLevel:3", "system:tenant"] },
  },
  { type: ROLE, name: role, inputs: { name: role } },
  {
    type: ROLE_ASSIGNMENT,
    name: "stttt-deployer",
    inputs: { projectId: ref("stttt"), userId: "9c41", roleId: ref(role) },
  },
];

export const examples: PolicyExamples = {
  passes: tenant("member"),
  fails: tenant("admin"),
  context: { platform: true },
};

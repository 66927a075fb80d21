import { ROLE, ROLE_ASSIGNMENT } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const assignment = (role: string): Draft[] => [
  { type: ROLE, name: role, inputs: { name: role } },
  {
    type: ROLE_ASSIGNMENT,
    name: "stttt-deployer",
    inputs: { projectId: "b7a3c2d1", userId: "9c41e07f", roleId: ref(role) },
  },
];

export const examples: PolicyExamples = { passes: assignment("member"), fails: assignment("admin") };

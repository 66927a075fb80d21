import { RBAC_POLICY } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const share = (targetTenant: string) => ({
  type: RBAC_POLICY,
  name: "storage-for-vpubnd",
  inputs: { action: "access_as_shared", objectType: "network", objectId: "4c1d0f5e", targetTenant },
});

export const examples: PolicyExamples = { passes: [share("b7a3c2d1")], fails: [share("*")] };

import type { ResourcePolicy } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { RBAC_POLICY } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";

/** IAM-04. Who may lend external networks is judged where the context names an agency: the platform owns them. */
export const rbacNarrow: ResourcePolicy = {
  id: "IAM-04",
  slug: "rbac-narrow",
  title: "What is shared is shared with single projects",
  kind: "resource",
  level: "mandatory",
  serves: ["R2-32"],
  source: ["Neutron, Role-Based Access Control (RBAC)", "TT 12/2022/TT-BTTTT Đ9.9"],
  why: "Sharing with everyone means sharing with projects that do not exist yet, and taking it back breaks whoever used it meanwhile. A list of projects says who depends on whom.",
  fix: "write one RbacPolicyV2 for each project that needs the object",
  check(policy, context) {
    if (policy.type !== RBAC_POLICY) return [];
    const faults: Fault[] = [];
    if (knownText(policy.inputs["targetTenant"]) === "*") {
      const what = knownText(policy.inputs["objectType"])?.replaceAll("_", " ") ?? "object";
      faults.push({ found: `shares its ${what} with every project (targetTenant *)`, wanted: "the id of one project" });
    }
    const external = knownText(policy.inputs["action"]) === "access_as_external";
    if (external && context.agency !== undefined && context.platform !== true) {
      faults.push({
        found: `of agency ${context.agency} lends a network as external`,
        wanted: "access_as_external in the stack platform only",
        fix: "route through the province's external network, or share the network with access_as_shared",
      });
    }
    return faults.map((fault) => violation(rbacNarrow, policy, fault));
  },
};

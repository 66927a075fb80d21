import type { ResourcePolicy } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { RBAC_POLICY } from "../../resources/types.ts";
import { type Fault, violation } from "../../violation.ts";

/** IAM-04. Who may lend external networks is judged where the context names an agency: the platform owns them. */
export const rbacNarrow: ResourcePolicy = {
  id: "IAM-04",
  slug: "rbac-narrow",
  title: { en: "What is shared is shared with single projects", vi: "Cái gì chia sẻ thì chỉ chia sẻ với từng dự án" },
  kind: "resource",
  level: "mandatory",
  serves: ["R2-32"],
  source: ["Neutron, Role-Based Access Control (RBAC)", "TT 12/2022/TT-BTTTT Đ9.9"],
  why: {
    en: "Sharing with everyone means sharing with projects that do not exist yet, and taking it back breaks whoever used it meanwhile. A list of projects says who depends on whom.",
    vi: "Chia sẻ với tất cả là chia sẻ cả với dự án chưa có, và thu hồi lại sẽ làm hỏng ai đã dùng trong lúc đó. Danh sách dự án cho biết ai phụ thuộc vào ai.",
  },
  fix: {
    en: "write one RbacPolicyV2 for each project that needs the object",
    vi: "viết một RbacPolicyV2 cho mỗi dự án cần đối tượng đó",
  },
  check(policy, context) {
    if (policy.type !== RBAC_POLICY) return [];
    const faults: Fault[] = [];
    if (knownText(policy.inputs["targetTenant"]) === "*") {
      const what = knownText(policy.inputs["objectType"])?.replaceAll("_", " ") ?? "object";
      faults.push({
        found: {
          en: `shares its ${what} with every project (targetTenant *)`,
          vi: `chia sẻ đối tượng ${what} với mọi dự án (targetTenant *)`,
        },
        wanted: { en: "the id of one project", vi: "id của một dự án" },
      });
    }
    const external = knownText(policy.inputs["action"]) === "access_as_external";
    if (external && context.agency !== undefined && context.platform !== true) {
      faults.push({
        found: {
          en: `of agency ${context.agency} lends a network as external`,
          vi: `của cơ quan ${context.agency} cho dùng một mạng như mạng ngoài`,
        },
        wanted: {
          en: "access_as_external in the stack platform only",
          vi: "access_as_external chỉ có trong stack platform",
        },
        fix: {
          en: "route through the province's external network, or share the network with access_as_shared",
          vi: "định tuyến qua mạng ngoài của tỉnh, hoặc chia sẻ mạng bằng access_as_shared",
        },
      });
    }
    return faults.map((fault) => violation(rbacNarrow, policy, fault));
  },
};

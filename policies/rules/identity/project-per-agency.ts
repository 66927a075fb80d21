import { commaSeparated, listed, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { booleanOf, knownList, listOf, numberOf, recordOf, tagOf, type Known } from "../../resources/inputs.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PROJECT, USER } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";
import { adminAssignments } from "./roles.ts";

/** Security level from which a system has a project of its own (TT 12/2022 Đ9.9a). */
const STRICT_LEVEL = 3;
/** What the province's own projects say where an agency's say its code. */
const PLATFORM = "platform";

/**
 * IAM-01. Whose a project is, its tags `agency`, `env`, `system` and `securityLevel` say. An operator is a user who
 * holds the role `admin` somewhere; deployers and applications are none.
 */
export const projectPerAgency: StackPolicy = {
  id: "IAM-01",
  slug: "project-per-agency",
  title: {
    en: "Each agency has a project of its own and no administrator's role",
    vi: "Mỗi cơ quan có dự án riêng và không giữ vai trò quản trị",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-02", "TT 12/2022/TT-BTTTT Đ9.9a"],
  source: [
    "TT 12/2022/TT-BTTTT Đ9.9a (logically separated from other systems)",
    "NĐ 331/2026/NĐ-CP Đ30.8",
    "Keystone, Multi-Factor Authentication",
  ],
  why: {
    en: "The project is the wall between agencies in one cloud: quotas, networks and rights end there. The role admin does not end there, so one tenant with it, or one operator's stolen password, opens all projects.",
    vi: "Dự án là bức tường giữa các cơ quan trong một đám mây: hạn mức, mạng và quyền dừng ở đó. Vai trò admin thì không dừng ở đó, nên một cơ quan có vai trò này, hoặc một mật khẩu của người vận hành bị lấy cắp, sẽ mở mọi dự án.",
  },
  fix: {
    en: "make one project for each agency and environment (and each system from level 3), give tenants the role member, and operators a second factor",
    vi: "tạo một dự án cho mỗi cơ quan và môi trường (và mỗi hệ thống từ cấp độ 3), cấp cho cơ quan vai trò member, và cho người vận hành yếu tố xác thực thứ hai",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const admins = adminAssignments(graph);
    return [
      ...checkProjects(graph.all(PROJECT), context),
      ...admins.flatMap((assignment) => checkAssignment(assignment, graph, context)),
      ...checkOperators(admins, graph),
    ];
  },
};

function checkProjects(projects: readonly JudgedResource[], context: PolicyContext): Violation[] {
  const first = new Map<string, JudgedResource>();
  return projects.flatMap((project) => {
    if (booleanOf(project.inputs["isDomain"]) === true) return [];
    const mixed = ["agency", "env", "system"].filter((key) => valuesOf(project, key).length > 1);
    if (mixed.length > 0) {
      const shown = listed(
        mixed.map((key) => {
          const values = listed(valuesOf(project, key));
          return { en: `${key} ${values.en}`, vi: `${key} ${values.vi}` };
        }),
      );
      return [
        violation(projectPerAgency, project, {
          found: { en: `is shared by ${shown.en}`, vi: `dùng chung cho ${shown.vi}` },
          wanted: {
            en: "one agency, environment and system in a project",
            vi: "mỗi dự án một cơ quan, môi trường và hệ thống",
          },
        }),
      ];
    }
    const [agency, env, system, level] = ["agency", "env", "system", "securityLevel"].map((key) => tagOf(project, key));
    if ([agency, env, system, level].includes(UNKNOWN)) return [];
    if (agency === undefined) {
      // Another program names its projects as it likes.
      if (context.agency === undefined && context.platform !== true) return [];
      return [
        violation(projectPerAgency, project, {
          found: { en: "has no tag agency", vi: "không có thẻ agency" },
          wanted: {
            en: "a project of one agency, which its tag names",
            vi: "dự án của một cơ quan, có thẻ nêu tên cơ quan đó",
          },
        }),
      ];
    }
    const known = numberOf(level);
    const strict = (typeof known === "number" ? known : (context.securityLevel ?? 0)) >= STRICT_LEVEL;
    const whose = ownerText(agency, env, strict ? system : undefined);
    const other = first.get(whose.en);
    if (other === undefined) {
      first.set(whose.en, project);
      return [];
    }
    return [
      violation(projectPerAgency, project, {
        found: {
          en: `is a second project of ${whose.en}, beside ${named(other).en}`,
          vi: `là dự án thứ hai của ${whose.vi}, bên cạnh ${named(other).vi}`,
        },
        wanted: strict
          ? {
              en: "one project for each agency, environment and system",
              vi: "mỗi cơ quan, môi trường và hệ thống một dự án",
            }
          : { en: "one project for each agency and environment", vi: "mỗi cơ quan và môi trường một dự án" },
      }),
    ];
  });
}

/** Whose a project is, by its tags. */
function ownerText(agency: Known<string>, env: Known<string>, system: Known<string>): Text {
  return commaSeparated([
    { en: `agency ${String(agency)}`, vi: `cơ quan ${String(agency)}` },
    ...(env === undefined ? [] : [{ en: `environment ${String(env)}`, vi: `môi trường ${String(env)}` }]),
    ...(system === undefined ? [] : [{ en: `system ${String(system)}`, vi: `hệ thống ${String(system)}` }]),
  ]);
}

function valuesOf(project: JudgedResource, key: string): string[] {
  const values = knownList(project.inputs["tags"]).flatMap((tag) =>
    typeof tag === "string" && tag.startsWith(`${key}:`) ? [tag.slice(key.length + 1)] : [],
  );
  return [...new Set(values)].toSorted();
}

function checkAssignment(assignment: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const project = graph.link(assignment, "projectId", PROJECT);
  if (context.platform) {
    // The platform may have administrators: of its own projects, and of the domain.
    if (project.kind === "absent") return [];
    const agency = project.kind === "resource" ? tagOf(project.resource, "agency") : UNKNOWN;
    if (agency === UNKNOWN || agency === PLATFORM) return [];
  }
  const where = project.kind === "resource" ? named(project.resource) : undefined;
  return [
    violation(projectPerAgency, assignment, {
      found: {
        en: `gives the role admin${where ? ` in ${where.en}` : ""}`,
        vi: `cấp vai trò admin${where ? ` trong ${where.vi}` : ""}`,
      },
      wanted: {
        en: "the role member, or a narrower one, for tenants",
        vi: "vai trò member, hoặc hẹp hơn, cho cơ quan",
      },
      fix: { en: "assign the role member", vi: "gán vai trò member" },
    }),
  ];
}

/** Who holds the role `admin` through a user of this stack needs two factors. */
function checkOperators(admins: readonly JudgedResource[], graph: ResourceGraph): Violation[] {
  const operators = new Set(admins.flatMap((each) => resourceOf(graph.link(each, "userId", USER)) ?? []));
  return [...operators].flatMap((user) => {
    const enabled = booleanOf(user.inputs["multiFactorAuthEnabled"]);
    const rules = listOf(user.inputs["multiFactorAuthRules"]);
    if (enabled === UNKNOWN || rules === UNKNOWN) return [];
    const weak = rules.filter((rule) => {
      const methods = recordOf(rule)?.["rules"];
      return Array.isArray(methods) && methods.length < 2;
    });
    const found =
      enabled !== true
        ? {
            en: "holds the role admin without multi-factor authentication",
            vi: "giữ vai trò admin mà không xác thực nhiều yếu tố",
          }
        : rules.length === 0
          ? {
              en: "holds the role admin and has no multiFactorAuthRules, without which Keystone asks for one factor",
              vi: "giữ vai trò admin và không có multiFactorAuthRules, khi đó Keystone chỉ hỏi một yếu tố",
            }
          : weak.length > 0
            ? {
                en: "holds the role admin and may log in with one factor",
                vi: "giữ vai trò admin và có thể đăng nhập chỉ với một yếu tố",
              }
            : undefined;
    if (found === undefined) return [];
    return [
      violation(projectPerAgency, user, {
        found,
        wanted: { en: "two factors for operators", vi: "hai yếu tố xác thực cho người vận hành" },
        fix: {
          en: "set multiFactorAuthEnabled to true and multiFactorAuthRules to pairs such as password and totp",
          vi: "đặt multiFactorAuthEnabled thành true và multiFactorAuthRules thành các cặp như password và totp",
        },
      }),
    ];
  });
}

import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { booleanOf, knownList, listOf, numberOf, recordOf, tagOf } from "../../resources/inputs.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PROJECT, USER } from "../../resources/types.ts";
import { enumerate, nameOf, violation } from "../../violation.ts";
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
  title: "Each agency has a project of its own and no administrator's role",
  kind: "stack",
  level: "mandatory",
  serves: ["R1-02", "TT 12/2022/TT-BTTTT Đ9.9a"],
  source: [
    "TT 12/2022/TT-BTTTT Đ9.9a (logically separated from other systems)",
    "NĐ 331/2026/NĐ-CP Đ30.8",
    "Keystone, Multi-Factor Authentication",
  ],
  why: "The project is the wall between agencies in one cloud: quotas, networks and rights end there. The role admin does not end there, so one tenant with it, or one operator's stolen password, opens all projects.",
  fix: "make one project for each agency and environment (and each system from level 3), give tenants the role member, and operators a second factor",
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
      const shown = enumerate(mixed.map((key) => `${key} ${valuesOf(project, key).join(" and ")}`));
      return [
        violation(projectPerAgency, project, {
          found: `is shared by ${shown}`,
          wanted: "one agency, environment and system in a project",
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
          found: "has no tag agency",
          wanted: "a project of one agency, which its tag names",
        }),
      ];
    }
    const known = numberOf(level);
    const strict = (typeof known === "number" ? known : (context.securityLevel ?? 0)) >= STRICT_LEVEL;
    const whose = `agency ${String(agency)}${env === undefined ? "" : `, environment ${String(env)}`}${strict && system !== undefined ? `, system ${String(system)}` : ""}`;
    const other = first.get(whose);
    if (other === undefined) {
      first.set(whose, project);
      return [];
    }
    return [
      violation(projectPerAgency, project, {
        found: `is a second project of ${whose}, beside ${nameOf(other)}`,
        wanted: strict
          ? "one project for each agency, environment and system"
          : "one project for each agency and environment",
      }),
    ];
  });
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
  const where = project.kind === "resource" ? ` in ${nameOf(project.resource)}` : "";
  return [
    violation(projectPerAgency, assignment, {
      found: `gives the role admin${where}`,
      wanted: "the role member, or a narrower one, for tenants",
      fix: "assign the role member",
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
        ? "holds the role admin without multi-factor authentication"
        : rules.length === 0
          ? "holds the role admin and has no multiFactorAuthRules, without which Keystone asks for one factor"
          : weak.length > 0
            ? "holds the role admin and may log in with one factor"
            : undefined;
    if (found === undefined) return [];
    return [
      violation(projectPerAgency, user, {
        found,
        wanted: "two factors for operators",
        fix: "set multiFactorAuthEnabled to true and multiFactorAuthRules to pairs such as password and totp",
      }),
    ];
  });
}

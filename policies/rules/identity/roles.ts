import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { cloudName, knownText, textOf } from "../../resources/inputs.ts";
import { knownOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { INHERIT_ROLE_ASSIGNMENT, ROLE, ROLE_ASSIGNMENT } from "../../resources/types.ts";

/** Keystone's role of the cloud's administrators: it reaches beyond the project it is given in. */
export const ADMIN = "admin";

/** Assignments of the role `admin`, as far as a program shows it: by a Role that it makes or reads, or by the name as id. */
export function adminAssignments(graph: ResourceGraph): JudgedResource[] {
  const all = [...graph.all(ROLE_ASSIGNMENT), ...graph.all(INHERIT_ROLE_ASSIGNMENT)];
  return all.filter((assignment) => {
    const named = knownOf(graph.link(assignment, "roleId", ROLE));
    if (named) return textOf(named.inputs["name"]) !== UNKNOWN && cloudName(named).toLowerCase() === ADMIN;
    return knownText(assignment.inputs["roleId"])?.toLowerCase() === ADMIN;
  });
}

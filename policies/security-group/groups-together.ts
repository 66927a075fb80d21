import { listOf } from "../inputs.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { PORT, SEC_GROUP } from "../types.ts";
import { nameOf } from "../violation.ts";
import type { Rule } from "./rule.ts";
import type { RulesByGroup } from "./rules-by-group.ts";

/** Security groups of the stack that hold together, because ports have all of them. */
export interface GroupsTogether {
  /** In the order of the stack; one that no port has stands alone. */
  groups: readonly JudgedResource[];
  /** Rules of all of them: Neutron admits what any group of a port admits. */
  rules: readonly Rule[];
  /** False when a rule or a group of such a port cannot be known yet: then nothing may be called missing. */
  complete: boolean;
}

/**
 * The groups that ports have together, each combination once, judged by what a port is let do: a group of a port may
 * leave to another what they both need. `judged` narrows the ports; groups without a port are left out then.
 */
export function groupsTogether(
  graph: ResourceGraph,
  { groups, loose }: RulesByGroup,
  judged?: (port: JudgedResource) => boolean,
): GroupsTogether[] {
  const combinations = new Map<string, { groups: JudgedResource[]; complete: boolean }>();
  const unused = new Set(graph.all(SEC_GROUP));
  const places = new Map(graph.all(SEC_GROUP).map((group, place) => [group, place]));
  for (const port of graph.all(PORT)) {
    const { of, complete } = groupsOf(port, graph);
    for (const group of of) unused.delete(group);
    if (of.size === 0 || judged?.(port) === false) continue;
    const members = [...of].toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    combinations.set([...members.map(({ urn }) => urn), complete].join(" "), { groups: members, complete });
  }
  if (judged === undefined) {
    for (const group of unused) combinations.set(group.urn, { groups: [group], complete: true });
  }
  return [...combinations.values()].map((combination) => {
    const members = combination.groups.map((group) => groups.get(group) ?? { rules: [], complete: true });
    return {
      groups: combination.groups,
      rules: members.flatMap(({ rules }) => rules),
      complete: combination.complete && !loose && members.every(({ complete }) => complete),
    };
  });
}

/** The groups of a port that are in the stack; not `complete` when one more may be. Groups made elsewhere do not count. */
function groupsOf(port: JudgedResource, graph: ResourceGraph): { of: Set<JudgedResource>; complete: boolean } {
  const made = graph.made(port, "securityGroupIds", SEC_GROUP);
  const of = new Set(made);
  const ids = listOf(port.inputs["securityGroupIds"]);
  // Dependencies name every group that the list was made from, so that unknown ids are among them.
  if (ids === UNKNOWN) return { of, complete: made.length > 0 };
  const links = ids.map((id) => graph.nestedLink(port, "securityGroupIds", id, SEC_GROUP));
  for (const link of links) if (link.kind === "resource") of.add(link.resource);
  return { of, complete: links.filter(({ kind }) => kind === "unknown").length <= made.length };
}

/** ` together with SecGroup "b"`, for a message about the first of several groups; empty for one alone. */
export function company({ groups: [, ...others] }: GroupsTogether): string {
  return others.length === 0 ? "" : ` together with ${others.map(nameOf).join(" and ")}`;
}

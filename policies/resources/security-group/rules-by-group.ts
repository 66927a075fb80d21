import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";
import { rulesOf } from "./address-group.ts";
import type { Rule } from "./rule.ts";

/** The rules of one security group of the stack. */
export interface GroupRules {
  rules: Rule[];
  /** False when a rule of the group cannot be read yet. */
  complete: boolean;
}

export interface RulesByGroup {
  groups: Map<JudgedResource, GroupRules>;
  /** True when a rule's group cannot be known yet: it may belong to any group, so none can be called complete. */
  loose: boolean;
}

/** Rules of groups made elsewhere are left out: their other rules are not in this stack. */
export function rulesByGroup(graph: ResourceGraph): RulesByGroup {
  const groups = new Map<JudgedResource, GroupRules>();
  let loose = false;
  for (const resource of graph.all(SEC_GROUP_RULE)) {
    const group = graph.link(resource, "securityGroupId", SEC_GROUP);
    if (group.kind === "unknown") loose = true;
    if (group.kind !== "resource") continue;
    const known = groups.get(group.resource) ?? { rules: [], complete: true };
    groups.set(group.resource, known);
    const rules = rulesOf(resource, graph);
    if (rules) known.rules.push(...rules);
    else known.complete = false;
  }
  return { groups, loose };
}

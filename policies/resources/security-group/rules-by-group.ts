import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";
import { rulesOf } from "./address-group.ts";
import type { Rule } from "./rule.ts";

/** The rules of one security group of the stack. */
interface GroupRules {
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
  const { by, loose } = graph.ownedBy(SEC_GROUP_RULE, "securityGroupId", SEC_GROUP);
  const groups = [...by].map(([group, resources]): [JudgedResource, GroupRules] => {
    const read = resources.map((resource) => rulesOf(resource, graph));
    return [group, { rules: read.flatMap((rules) => rules ?? []), complete: !read.includes(undefined) }];
  });
  return { groups: new Map(groups), loose: loose.length > 0 };
}

import type { JudgedResource } from "../../policy.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";
import { rulesOf } from "./address-group.ts";
import type { Rule } from "./rule.ts";

/** The rules of one security group of the stack. */
export interface GroupRules {
  rules: readonly Rule[];
  /** False when a rule of the group cannot be read yet, or a rule whose group is not known yet may be its own. */
  complete: boolean;
}

/** The rules of each group of the stack. Those of groups made elsewhere are left out: their others are not in this stack. */
export function rulesByGroup(graph: ResourceGraph): ReadonlyMap<JudgedResource, GroupRules> {
  const { by, perhaps } = graph.ownedBy(SEC_GROUP_RULE, "securityGroupId", SEC_GROUP);
  return new Map(
    graph.all(SEC_GROUP).map((group): [JudgedResource, GroupRules] => {
      const read = (by.get(group) ?? []).map((resource) => rulesOf(resource, graph));
      const complete = !read.includes(undefined) && perhaps(group).length === 0;
      return [group, { rules: read.flatMap((rules) => rules ?? []), complete }];
    }),
  );
}

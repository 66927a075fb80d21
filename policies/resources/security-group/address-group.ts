import { UNKNOWN, type JudgedResource, type Violation } from "../../policy.ts";
import { distinct } from "../../violation.ts";
import { cidrIn } from "../cidr.ts";
import { listOf } from "../inputs.ts";
import { graphOf, type ResourceGraph } from "../resource-graph.ts";
import { ADDRESS_GROUP, SEC_GROUP_RULE } from "../types.ts";
import { remoteInput } from "./remote.ts";
import { readRule, type Rule } from "./rule.ts";

/**
 * The rules that a resource amounts to: itself, or, where it names an address group of the stack, one for each address
 * of its own family in the group (Neutron leaves the others out). None when something that decides its meaning is not
 * known yet.
 */
export function rulesOf(resource: JudgedResource, graph: ResourceGraph): Rule[] | undefined {
  const rule = readRule(resource);
  if (!rule) return undefined;
  if (remoteInput(resource) !== "remoteAddressGroupId") return [rule];
  const group = graph.link(resource, "remoteAddressGroupId", ADDRESS_GROUP);
  if (group.kind !== "resource") return [rule];
  const listed = listOf(group.resource.inputs["addresses"]);
  // An address that is not known yet may be of the rule's family.
  const addresses = (listed === UNKNOWN ? [UNKNOWN] : listed).filter(
    (address) => address === UNKNOWN || cidrIn(address)?.family === rule.family,
  );
  return addresses.map((address) => ({ ...rule, member: { group: group.resource, address } }));
}

/** What a check finds in rules that name an address group of the stack, each thing once. */
export function throughAddressGroups(
  resources: readonly JudgedResource[],
  check: (rule: Rule) => Violation[],
): Violation[] {
  const graph = graphOf(resources);
  if (graph.all(ADDRESS_GROUP).length === 0) return [];
  const rules = graph.all(SEC_GROUP_RULE).flatMap((resource) => rulesOf(resource, graph) ?? []);
  return distinct(rules.filter(({ member }) => member !== undefined).flatMap(check));
}

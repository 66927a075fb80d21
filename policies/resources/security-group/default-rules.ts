import type { JudgedResource } from "../../policy.ts";
import { booleanOf } from "../inputs.ts";

/** The group that Neutron makes in each project, with the default rules and one that lets its members in. */
export const DEFAULT_GROUP = "default";

/**
 * True for a group of the stack that keeps the rules which Neutron makes in every new group: everything out to
 * everyone, one rule for each family (Neutron API, security groups). The provider deletes them on demand.
 */
export function keepsDefaultRules(group: JudgedResource): boolean {
  const deleted = booleanOf(group.inputs["deleteDefaultRules"]);
  return deleted === undefined || deleted === false;
}

/** The same, and where it is not known yet. */
export function mayKeepDefaultRules(group: JudgedResource): boolean {
  return booleanOf(group.inputs["deleteDefaultRules"]) !== true;
}

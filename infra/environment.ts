import type { Province } from "../model/province.ts";
import type { PolicyContext } from "../policies/policy.ts";

/** How strict the rules for real traffic are: registered addresses are production, unless the name says staging. */
export function environmentOf({ environment }: Province): NonNullable<PolicyContext["environment"]> {
  if (environment.addresses === "documentation") return "example";
  return environment.name.startsWith("staging") ? "staging" : "production";
}

/** Whether what holds data or addresses is protected from deletion: with registered ones people depend on it (LIF-03). */
export function mustNotDie(province: Province): boolean {
  return province.environment.addresses === "registered";
}

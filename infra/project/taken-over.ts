import { partKey } from "../origins.ts";

const PROJECT_TYPE = "provincial:identity:TenantProject";
/** Components of an agency, all of its code's name, which 0.1.0 made in the stack `platform`. */
const OF_AGENCY = [PROJECT_TYPE, "provincial:network:AddressPools", "provincial:network:TenantRouter"];

/**
 * What the stack `platform` of 0.1.0 holds of agencies: the URNs of the components that belong into each agency's
 * project, by its code; their children go with them. Empty for a platform of today. Pure.
 */
export function agenciesInPlatform(urns: readonly string[]): Map<string, string[]> {
  const known = new Map(urns.map((urn) => [urn.split("::").slice(2).join("::"), urn]));
  const agencies = [...known.keys()].flatMap((key) =>
    key.startsWith(`${PROJECT_TYPE}::`) ? [key.slice(PROJECT_TYPE.length + 2)] : [],
  );
  return new Map(
    agencies.toSorted().map((code) => [code, OF_AGENCY.flatMap((type) => known.get(partKey(type, code)) ?? [])]),
  );
}

import { zonePlanOf } from "../address-plan/plan-of.ts";
import type { PolicyContext } from "../policies/policy.ts";
import { openRepository, type Repository } from "./repository.ts";
import { PLATFORM_STACK, PROJECT } from "./stack-names.ts";
import { platformTagRecord, tagRecord } from "./tags.ts";

/**
 * What the policies may know of a stack of this project; empty for a foreign project or an unknown stack. Without
 * `repository`, that of this process.
 */
export const policyContextOf = (project: string, stack: string, repository?: Repository): PolicyContext => {
  if (project !== PROJECT) return {};
  const { province, plan, tenants } = repository ?? openRepository();
  const shared: PolicyContext = {
    addresses: province.environment.addresses,
    dualStackExternalNetworks: Object.keys(province.externalNetworks).toSorted(),
  };
  if (stack === PLATFORM_STACK) return { ...shared, platform: true, tags: platformTagRecord(province) };
  const tenant = tenants[stack];
  const site = plan.sites[stack];
  if (tenant === undefined || site === undefined) return {};
  const zones = Object.fromEntries(
    Object.values(province.zones).map((zone) => {
      const { ipv4, ipv6 } = zonePlanOf(site, zone.code, zone.nibble);
      return [zone.code, { ipv4, ipv6, addressMode: zone.addressMode }];
    }),
  );
  return {
    ...shared,
    agency: tenant.code,
    phase: tenant.phase,
    mode: tenant.mode,
    securityLevel: tenant.securityLevel,
    zones,
    tags: tagRecord(province, tenant, "infra"),
  };
};

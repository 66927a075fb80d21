import { securityRule } from "../../components/agency-tenant/security-rule.ts";
import { expandRules } from "../../components/security-group/expand-rules.ts";
import type { Tenant } from "../../model/tenant.ts";
import { partKey, tenantAspects, tenantKeys, type Origin, type StackOrigins } from "../origins.ts";
import type { Repository } from "../repository/repository.ts";
import { networkKey, partName } from "./names.ts";
import { zoneRules, type ZoneRule } from "./security-rules.ts";

/** The keys of stacks/ behind the resources of an agency's stack. Pure. */
export function tenantOrigins(repository: Repository, tenant: Tenant): StackOrigins {
  const { code, mode } = tenant;
  const parts: Record<string, readonly Origin[]> = {};
  const made = (type: string, key: string, origins: readonly Origin[]): void => {
    parts[partKey(type, partName(code, key))] = origins;
  };
  for (const { code: zone, subnets, key } of tenant.zones) {
    const origins = tenantKeys(tenant, key);
    for (let index = 0; index < subnets; index++) {
      made("provincial:network:DualStackNetwork", networkKey(zone, index), origins);
    }
    made("provincial:network:SecurityGroup", zone, origins);
  }
  for (const { name, replicas, key } of tenant.servers) {
    made("provincial:compute:ServerGroup", name, tenantKeys(tenant, key));
    for (let number = 1; number <= replicas; number++) {
      const published = tenantKeys(tenant, key && [...key, "publish"], key);
      made("provincial:network:FloatingAddress", partName(name, number), published);
    }
  }
  for (const [zone, rules] of Object.entries(zoneRules(repository, tenant))) {
    for (const [rule, origin] of declaredRules(zone, rules, mode)) {
      made("openstack:networking/secGroupRule:SecGroupRule", partName(zone, rule), [origin]);
    }
  }
  return { parts, whole: tenantKeys(tenant), aspects: tenantAspects(tenant) };
}

/**
 * Keys behind those of a group's rules that nothing but an `allow` declares; the first that does where several do. The
 * component itself says which rules a flow makes.
 */
function declaredRules(zone: string, rules: readonly ZoneRule[], mode: Tenant["mode"]): [string, Origin][] {
  const flows = rules.flatMap(({ declared, services, ...rule }) =>
    services.map((service) => ({ origin: declared?.[service.name], rule: { ...rule, services: [service] } })),
  );
  const entry = ({ origin }: { origin: Origin | undefined }): number => Number(origin?.path.at(-1) ?? -1);
  const origins = new Map<string, Origin | undefined>();
  // The last one stays: standard flows, which have no entry, and then the first entries.
  for (const { origin, rule } of flows.toSorted((a, b) => entry(b) - entry(a))) {
    const one = { rules: [securityRule(zone, rule, (other) => other)], mode, standingRules: "elsewhere" as const };
    for (const { key } of expandRules(zone, one)) origins.set(key, origin);
  }
  return [...origins].flatMap(([key, origin]) => (origin === undefined ? [] : [[key, origin]]));
}

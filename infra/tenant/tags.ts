import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";

/** The eight tags of TAG-01 by name, for a resource of an agency in a zone. */
export function tagRecord(province: Province, tenant: Tenant, zone: string): Record<string, string> {
  return {
    agency: tenant.code,
    dc: tenant.dataCentre,
    env: province.environment.name,
    owner: tenant.owner,
    securityLevel: String(tenant.securityLevel),
    stage: tenant.stage,
    system: "tenant",
    zone,
  };
}

/** The same eight for what the province shares. */
export function platformTagRecord(province: Province): Record<string, string> {
  const centre = Object.values(province.dataCentres)[0];
  return {
    agency: "platform",
    dc: centre?.code ?? "",
    env: province.environment.name,
    owner: centre?.owner ?? "",
    securityLevel: String(centre?.securityLevel ?? 3),
    stage: "dual-stack",
    system: "platform",
    zone: "infra",
  };
}

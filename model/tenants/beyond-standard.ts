import * as say from "../messages/agency.ts";
import type { Fault } from "../messages/fault.ts";
import { compare } from "../order.ts";
import type { TenantView } from "./tenant-view.ts";

/** What an agency grants itself beyond the standard of its kind, where that standard forbids it. */
export function standardFaults({ agency, tenant, standard, province, file }: TenantView): Fault[] {
  const faults: Fault[] = [];
  if (agency.kind === "office" && province.offices?.includes(agency.code) === false) {
    const name = province.units[agency.code]?.name ?? agency.name;
    faults.push(file.fault(["kind"], "value", say.noOffice(agency.code, name, province.offices)));
  }
  const least = standard.minSecurityLevel;
  if (least !== undefined && tenant.securityLevel < least)
    faults.push(file.fault(["securityLevel"], "value", say.levelTooLow(tenant.securityLevel, least, agency.kind)));
  for (const [quota, limit] of Object.entries(standard.quotaLimits ?? {})) {
    const own = tenant.quotas[quota as keyof typeof tenant.quotas];
    if (limit === undefined || own <= limit) continue;
    faults.push(file.fault(["quotas", quota], "value", say.quotaTooLarge(quota, own, limit, agency.kind)));
  }
  return faults;
}

/** What an agency grants itself beyond the standard, for whoever reviews the change to know. */
export function standardNotes({ agency, standard, file }: TenantView): Fault[] {
  const { securityLevel: level, quotas = {} } = agency;
  const raised = Object.entries(quotas)
    .toSorted(([a], [b]) => compare(a, b))
    .flatMap(([quota, own]) => {
      const usual = standard.quotas[quota as keyof typeof standard.quotas];
      if (own === undefined || own <= usual) return [];
      return [file.fault(["quotas", quota], "value", say.quotaRaised(quota, own, usual))];
    });
  if (level === undefined || level >= standard.securityLevel) return raised;
  return [file.fault(["securityLevel"], "value", say.levelLowered(level, standard.securityLevel)), ...raised];
}

import { compare } from "../order.ts";
import type { Province, TenantStandard } from "../province.ts";
import type { Agency } from "../schema/agency.ts";
import type { Tenant, TenantServer, TenantZone } from "../tenant.ts";
import { successorOf } from "../units/unit-history.ts";
import { tenantFlows } from "./tenant-flows.ts";

/**
 * The tenant that an agency's file and the standard of its kind give together; nothing is left to default.
 * Entries that are wrong in the file were left out before, so that the rest can be looked at: a tenant is only
 * fit for use when its file has no faults.
 * @throws Error when the province has no standard for the kind.
 */
export function tenantOf(agency: Agency, province: Province, source: string): Tenant {
  const standard = province.standards[agency.kind];
  if (!standard) throw new Error(`the province has no standard for ${agency.kind}`);
  const zones = zonesOf(agency, standard);
  const servers = serversOf(agency, standard, province);
  const area =
    agency.kind === "commune" || agency.kind === "district"
      ? (agency.area ?? province.units[agency.code]?.area)
      : undefined;
  return {
    code: agency.code,
    name: agency.name,
    kind: agency.kind,
    ...(area === undefined ? {} : { area }),
    dataCentre: agency.dataCentre ?? standard.dataCentre,
    securityLevel: agency.securityLevel ?? standard.securityLevel,
    securityBaseline: province.securityBaseline.code,
    mode: agency.mode ?? province.stackMode,
    phase: agency.phase ?? standard.phase,
    stage: agency.stage ?? standard.stage,
    ...(agency.evidence === undefined ? {} : { evidence: agency.evidence }),
    owner: ownerToday(agency.owner, province) ?? province.units[agency.code]?.owner ?? agency.code,
    zones,
    servers,
    flows: tenantFlows(zones, servers, agency.allow ?? [], province.flows),
    quotas: { ...standard.quotas, ...agency.quotas },
    declared: true,
    enrolled: true,
    source,
  };
}

/** Who answers for what an owner of the past answered for. */
function ownerToday(owner: string | undefined, { ended }: Province): string | undefined {
  return owner === undefined ? undefined : successorOf(owner, { ended: Object.values(ended) });
}

function zonesOf({ zones }: Agency, standard: TenantStandard): TenantZone[] {
  const found = new Map<string, TenantZone>(standard.zones.map((code) => [code, { code, subnets: 1 }]));
  if (Array.isArray(zones))
    zones.forEach((code, index) => found.set(code, { code, subnets: 1, key: ["zones", index] }));
  else {
    for (const [code, settings] of Object.entries(zones ?? {})) {
      if (settings === false) found.delete(code);
      else {
        const { subnets = 1, mode } = settings;
        found.set(code, { code, subnets, ...(mode === undefined ? {} : { mode }), key: ["zones", code] });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => compare(a.code, b.code));
}

/** Servers whose template is known; the checks report the others. */
function serversOf({ servers = {} }: Agency, standard: TenantStandard, province: Province): TenantServer[] {
  const names = [...new Set([...Object.keys(standard.servers), ...Object.keys(servers)])].toSorted();
  return names.flatMap((name): TenantServer[] => {
    const own = servers[name];
    if (own === false) return [];
    const settings = { template: name, ...standard.servers[name], ...own };
    const template = province.templates[settings.template];
    if (!template) return [];
    const dataVolumeGb = settings.dataVolumeGb ?? template.dataVolumeGb;
    return [
      {
        name,
        template: template.name,
        zone: settings.zone ?? template.zone,
        replicas: settings.replicas ?? 1,
        publish: settings.publish ?? false,
        host: settings.host ?? template.host,
        ...(own?.phase === undefined ? {} : { phase: own.phase }),
        ...(dataVolumeGb === undefined ? {} : { dataVolumeGb }),
        ...(own === undefined ? {} : { key: ["servers", name] }),
      },
    ];
  });
}

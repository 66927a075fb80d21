import * as say from "../messages/agency.ts";
import type { Fault, Finding } from "../messages/fault.ts";
import { compare } from "../order.ts";
import { serverFaults } from "./server-faults.ts";
import { faultAt, type TenantView } from "./tenant-view.ts";
import { hasIpv4In } from "./zone-mode.ts";

/** Faults of one agency's tenant that need no other agency's file. */
export function tenantFaults(view: TenantView): Fault[] {
  return [...identityFaults(view), ...contentFaults(view)];
}

/** Faults of what a tenant holds, whoever it belongs to: all but those of code, kind and area. */
export function contentFaults(view: TenantView): Fault[] {
  return [...zoneFaults(view), ...serverFaults(view), ...levelFaults(view), ...quotaFaults(view), ...modeFaults(view)];
}

function identityFaults({ agency, tenant, province, file, leftOut }: TenantView): Fault[] {
  const { code, kind } = agency;
  const faults: Fault[] = [];
  const report = (key: string, finding: Finding): void => void faults.push(file.fault([key], "value", finding));
  const unit = province.units[code];
  const placed = kind === "commune" || kind === "district";
  const digits = /^[0-9]+$/.test(code) ? code.length : 0;
  if (digits !== (kind === "commune" ? 5 : kind === "district" ? 3 : 0)) report("code", say.codeNotOfKind(code, kind));
  else if (unit && unit.kind !== (placed ? kind : "department")) {
    report("kind", say.registeredAs(code, unit.kind, kind));
  }
  if (!placed && agency.area !== undefined) report("area", say.areaNotForKind(kind));
  if (placed && tenant.area === undefined && !leftOut.has("area")) report("code", say.areaMissing(code));
  if (placed && agency.area !== undefined && unit?.area !== undefined && unit.area !== agency.area) {
    report("area", say.otherArea(agency.area, unit.area));
  }
  return faults;
}

function zoneFaults({ agency, standard, file }: TenantView): Fault[] {
  const { zones } = agency;
  if (zones === undefined || Array.isArray(zones)) return [];
  return Object.entries(zones).flatMap(([code, settings]) => {
    if (settings === false) {
      if (standard.zones.includes(code)) return [];
      return [file.fault(["zones", code], "key", say.nothingToRemove("zone", code, standard.zones))];
    }
    const count = settings.subnets ?? 1;
    if (count <= standard.subnetsPerZone) return [];
    const finding = say.tooManySubnets(code, count, standard.subnetsPerZone);
    return [
      faultAt(
        file,
        [
          ["zones", code, "subnets"],
          ["zones", code],
        ],
        finding,
      ),
    ];
  });
}

/** Own zones and those of the data centre must hold the minimum of the level (SEC-10). */
function levelFaults({ tenant, province, file, leftOut }: TenantView): Fault[] {
  if (["dataCentre", "securityLevel", "zones"].some((key) => leftOut.has(key))) return [];
  const { securityLevel: level, dataCentre } = tenant;
  const present = new Set([
    ...tenant.zones.map(({ code }) => code),
    ...(province.dataCentres[dataCentre]?.providesZones ?? []),
  ]);
  const missing = province.securityBaseline.zones[level].filter((code) => !present.has(code));
  if (missing.length === 0) return [];
  const finding = say.zonesMissingForLevel(level, missing, province.securityBaseline.name, dataCentre);
  return [faultAt(file, [["securityLevel"], ...missing.map((code) => ["zones", code]), ["dataCentre"]], finding)];
}

function quotaFaults({ tenant, province, file }: TenantView): Fault[] {
  const needed = { instances: 0, cores: 0, ramMb: 0, networks: 0, floatingIps: 0 };
  for (const { subnets } of tenant.zones) needed.networks += subnets;
  for (const { template, zone, replicas, publish } of tenant.servers) {
    const flavor = province.flavors[province.templates[template]?.flavor ?? ""];
    needed.instances += replicas;
    needed.cores += replicas * (flavor?.vcpus ?? 0);
    needed.ramMb += replicas * (flavor?.ramMb ?? 0);
    if (publish && hasIpv4In(tenant, zone)) needed.floatingIps += replicas;
  }
  return Object.entries(needed)
    .toSorted(([a], [b]) => compare(a, b))
    .flatMap(([quota, need]) => {
      const limit = tenant.quotas[quota as keyof typeof needed];
      const paths = [["quotas", quota], quota === "networks" ? ["zones"] : ["servers"]];
      return need > limit ? [faultAt(file, paths, say.quotaTooSmall(quota, limit, need))] : [];
    });
}

function modeFaults({ tenant, file }: TenantView): Fault[] {
  const { mode, phase, stage } = tenant;
  const faults: Fault[] = [];
  for (const zone of tenant.zones.filter((each) => each.mode !== undefined)) {
    // Whose rules about IPv6 only advise is not ready to live without IPv4.
    const early = tenant.servers.find((each) => each.zone === zone.code && (each.phase ?? phase) !== 3);
    if (early === undefined) continue;
    const path = ["zones", zone.code, "mode"];
    faults.push(file.fault(path, "value", say.zoneNeedsPhase3(zone.code, early.name, early.phase ?? phase)));
  }
  if (mode === "v6-only" && phase !== 3)
    faults.push(faultAt(file, [["mode"], ["phase"]], say.v6OnlyNeedsPhase3(phase)));
  if (stage === "v6-only" && mode !== "v6-only") {
    faults.push(faultAt(file, [["stage"], ["mode"]], say.stageNeedsV6Only(mode)));
  }
  return faults;
}

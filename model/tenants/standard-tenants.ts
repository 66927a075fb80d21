import type { YamlFile } from "../files/yaml-file.ts";
import type { Fault, KeyPath } from "../messages/fault.ts";
import type { Province } from "../province.ts";
import type { Agency } from "../schema/agency.ts";
import type { AgencyKind, Tenant } from "../tenant.ts";
import { contentFaults } from "./tenant-faults.ts";
import { tenantOf } from "./tenant-of.ts";

/** Units of these kinds have a tenant even without a file. */
const LEVELS = ["department", "district", "commune"] as const satisfies readonly AgencyKind[];

/**
 * The tenants of all units without a file: the standard of their level, under their own code and name. A level without
 * a standard has none. All tenants of a level share their lists, which nobody may change.
 */
export function standardTenants(
  province: Province,
  declared: ReadonlySet<string>,
  standards: YamlFile,
): { tenants: Tenant[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const models = new Map<string, Tenant>();
  for (const kind of LEVELS) {
    const standard = province.standards[kind];
    if (!standard) continue;
    const agency: Agency = { code: kind, name: kind, kind };
    // As if it were said by the agency itself: what is in the standard then has its key there.
    const { zones, servers } = standard;
    const tenant = tenantOf({ ...agency, zones, servers }, province, standards.path);
    models.set(kind, tenant);
    const file = partOf(standards, ["standards", kind]);
    faults.push(...contentFaults({ agency, tenant, standard, province, file, leftOut: new Set() }));
  }
  const tenants = Object.values(province.units).flatMap(({ code, name, kind, area, owner }): Tenant[] => {
    const model = models.get(kind);
    if (!model || declared.has(code)) return [];
    return [{ ...model, code, name, ...(area === undefined ? {} : { area }), owner: owner ?? code, declared: false }];
  });
  return { tenants, faults };
}

/** A part of a file as a file of its own, so that what is checked there is found at its true place. */
function partOf(file: YamlFile, prefix: KeyPath): YamlFile {
  return {
    ...file,
    fault: (path, part, finding) => file.fault([...prefix, ...path], part, finding),
    has: (path) => file.has([...prefix, ...path]),
    lineOf: (path) => file.lineOf([...prefix, ...path]),
  };
}

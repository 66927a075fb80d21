import type { ProvinceYaml } from "../files/province-files.ts";
import { valueAt } from "../files/schema-faults.ts";
import { referencesIn, type Schema } from "../files/schema-walk.ts";
import type { YamlFile } from "../files/yaml-file.ts";
import type { Fault } from "../messages/fault.ts";
import { unknownName } from "../messages/repository.ts";
import { namedTwice } from "../messages/schema.ts";
import type { Catalogue } from "../schema/about.ts";

/** Known names of each catalogue, sorted; a catalogue whose file cannot be read is absent and not checked. */
export type Catalogues = Partial<Record<Catalogue, string[]>> & {
  /** Services by each of their ports, `25` and `25/tcp`. */
  byPort?: ReadonlyMap<string, string[]>;
};

/**
 * Collects what is defined, from the raw files: a definition with a fault in it still is one. `policies` are ids that
 * the caller knows, since no file of stacks/ defines them.
 */
export function cataloguesOf(
  files: ProvinceYaml,
  agencies: readonly string[],
  administrative: { districts: readonly string[]; communes: readonly string[]; later: readonly string[] },
  policies?: readonly string[],
): Catalogues {
  const keys = (file: YamlFile, key: string): string[] | undefined => {
    const map = valueAt(file.data, [key]);
    return typeof map === "object" && map !== null ? Object.keys(map).toSorted() : undefined;
  };
  const zones = keys(files.zones, "zones");
  const registered = unitsOf(files.units);
  const { districts, communes, later } = administrative;
  const departments = registered?.filter(({ kind }) => kind === "department").map(({ code }) => code);
  const tenants = [...agencies, ...districts, ...communes, ...later];
  const agencyCodes = departments && [...new Set([...tenants, ...departments])].toSorted();
  return {
    agencies: agencyCodes,
    stacks: agencyCodes && ["platform", ...agencyCodes],
    policies: policies && [...policies],
    districts: districts.toSorted(),
    areas: registered?.filter(({ kind }) => kind === "area").map(({ code }) => code),
    units: registered && [...new Set([...registered.map(({ code }) => code), ...tenants])].toSorted(),
    dataCentres: keys(files.province, "dataCentres"),
    environments: keys(files.environments, "environments"),
    externalNetworks: keys(files.environments, "externalNetworks"),
    flavors: keys(files.templates, "flavors"),
    images: keys(files.templates, "images"),
    templates: keys(files.templates, "templates"),
    services: keys(files.services, "services"),
    byPort: servicesByPort(files.services),
    standards: keys(files.standards, "standards"),
    securityBaselines: keys(files.standards, "securityBaselines"),
    zones,
    peers: zones && ["internet", ...zones],
    flowPeers: zones && ["internet", "agency", ...zones],
  };
}

function servicesByPort(file: YamlFile): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, service] of Object.entries(valueAt(file.data, ["services"]) ?? {})) {
    const ports = valueAt(service, ["ports"]);
    for (const port of Array.isArray(ports) ? ports.map(String) : []) {
      const spellings = [port, port.replace(/\/.*$/, ""), port.replace(/^(.*)\/(.*)$/, "$2/$1")];
      for (const spelling of spellings) found.set(spelling, [...new Set([...(found.get(spelling) ?? []), name])]);
    }
  }
  return found;
}

/** Codes and kinds of units.yaml, whatever else is wrong with it; undefined when it has no list of units. */
export function unitsOf(file: YamlFile): { code: string; kind: unknown }[] | undefined {
  const list = valueAt(file.data, ["units"]);
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((unit: unknown) => {
    const { code, kind } = (unit ?? {}) as { code?: unknown; kind?: unknown };
    return typeof code === "string" || typeof code === "number" ? [{ code: String(code), kind }] : [];
  });
}

/** Faults of all names in a file that no catalogue knows, or that stand in a list twice. */
export function referenceFaults(file: YamlFile, schema: Schema, catalogues: Catalogues): Fault[] {
  const listed = new Set<string>();
  return referencesIn(schema, file.data).flatMap(({ catalogue, name, path, part }) => {
    const known = catalogues[catalogue];
    if (typeof path.at(-1) === "number") {
      const once = JSON.stringify([path.slice(0, -1), name]);
      if (listed.has(once)) return [file.fault(path, part, namedTwice(name))];
      listed.add(once);
    }
    if (!known || known.includes(name)) return [];
    const meant = catalogue === "services" ? catalogues.byPort?.get(name.trim().toLowerCase()) : undefined;
    return [file.fault(path, part, unknownName(catalogue, name, known, meant))];
  });
}

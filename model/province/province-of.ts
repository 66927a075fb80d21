import type { ProvinceData } from "../files/province-files.ts";
import { compare } from "../order.ts";
import type { Province, SecurityBaseline, Service, TenantStandard, ZoneFlow } from "../province.ts";
import type { Reform } from "../schema/reform.ts";
import { PORT_PATTERN } from "../schema/services.ts";
import type { AgencyKind, SecurityLevel } from "../tenant.ts";
import { successorOf, type UnitHistory } from "../units/unit-history.ts";
import { joinCloudConfigs } from "./cloud-config.ts";

/**
 * The province as plain data, every record sorted by key.
 * `data` has passed its schemas and `provinceFaults`; `cloudInit` holds the texts of the cloud-config files by path.
 */
export function provinceOf(
  data: ProvinceData,
  environmentName: string,
  cloudInit: ReadonlyMap<string, string>,
  history: UnitHistory,
  reforms: Reform[],
  asOf: string,
): Province {
  const { province, zones, services, templates, environments, standards } = data;
  const { images: imageSources, unprovenImages, ...environment } = must(environments.environments[environmentName]);
  return {
    code: province.code,
    name: province.name,
    profile: province.profile,
    asOf,
    register: province.register,
    environment: { name: environmentName, ...environment },
    resources: province.resources,
    uplinks: (province.uplinks ?? []).map((uplink) => ({ ipv4: true, ipv6: true, ...uplink })),
    roas: province.roas ?? [],
    dnsZones: province.dnsZones ?? [],
    uniqueLocalPrefixes: province.uniqueLocalPrefixes ?? [],
    dataCentres: record(province.dataCentres, (centre, code) => ({
      code,
      ...centre,
      owner: successorOf(centre.owner, history),
    })),
    zones: record(zones.zones, (zone, code) => ({ code, ...zone })),
    flows: zones.flows.flatMap(flowsOf).toSorted((a, b) => compare(flowKey(a), flowKey(b))),
    services: record(services.services, ({ description, ports }, name) => ({
      name,
      description,
      ports: ports.map(portOf),
    })),
    templates: record(templates.templates, ({ cloudInit: paths, ...template }, name) => ({
      name,
      ...template,
      cloudInit: joinCloudConfigs(paths.map((path) => must(cloudInit.get(path)))),
    })),
    images: record(templates.images, (image, name) => ({
      name,
      ...image,
      ipv6Ready: image.ipv6Ready && unprovenImages?.includes(name) !== true,
      source: must(imageSources[name]),
    })),
    flavors: record(templates.flavors, (flavor, name) => ({ name, ...flavor })),
    externalNetworks: record(environments.externalNetworks, (network, name) => ({ name, ...network })),
    standards: record(standards.standards, (standard, kind): TenantStandard => ({
      kind: kind as AgencyKind,
      ...must(standard),
    })),
    units: byCode(history.units),
    areas: byCode(history.areas),
    ended: byCode(history.ended),
    ...(data.units.offices === undefined ? {} : { offices: data.units.offices }),
    reforms,
    securityBaseline: baselineOf(data, asOf),
    stackMode: province.stackMode,
    waivers: data.waivers.waivers,
  };
}

/** A record with the same keys in sorted order. */
function record<In, Out>(entries: Record<string, In>, make: (value: In, key: string) => Out): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(entries)
      .toSorted(([a], [b]) => compare(a, b))
      .map(([key, value]) => [key, make(value, key)]),
  );
}

function flowsOf({ from, to, services, grant }: ProvinceData["zones"]["flows"][number]): ZoneFlow[] {
  return [from]
    .flat()
    .flatMap((source) =>
      [to].flat().map((target) => ({ from: source, to: target, services: services.toSorted(), grant })),
    );
}

function flowKey({ from, to, grant, services }: ZoneFlow): string {
  return [from, to, grant, ...services].join(" ");
}

function portOf(text: string): Service["ports"][number] {
  const [, port, portTo, protocol] = must(PORT_PATTERN.exec(text));
  return { protocol: protocol === "udp" ? "udp" : "tcp", port: Number(port), portTo: Number(portTo ?? port) };
}

function byCode<T extends { code: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.toSorted((a, b) => compare(a.code, b.code)).map((entry) => [entry.code, entry]));
}

/** The baseline that province.yaml names, else the last that was in force at that day, else the first of all. */
function baselineOf({ province, standards }: ProvinceData, asOf: string): SecurityBaseline {
  const byDate = Object.entries(standards.securityBaselines)
    .map(([code, baseline]) => ({ code, validFrom: must(baseline).validFrom }))
    .toSorted((a, b) => compare(a.validFrom, b.validFrom));
  const inForce = byDate.findLast(({ validFrom }) => validFrom <= asOf) ?? byDate[0];
  const code = (province.securityBaseline ?? must(inForce).code) as SecurityBaseline["code"];
  const { name, validFrom, addedZones } = must(standards.securityBaselines[code]);
  const levels: SecurityLevel[] = [1, 2, 3, 4, 5];
  const upTo = (level: SecurityLevel): string[] =>
    levels.filter((lower) => lower <= level).flatMap((lower) => addedZones[lower]);
  return {
    code,
    name,
    validFrom,
    zones: { 1: upTo(1), 2: upTo(2), 3: upTo(3), 4: upTo(4), 5: upTo(5) },
  };
}

/** A value that the checks before have made sure of. */
function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error("the province's files were not checked before");
  return value;
}

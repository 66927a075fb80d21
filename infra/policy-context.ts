import { formatBoth } from "../address-plan/prefixes/prefix.ts";
import { reverseZonesOf } from "../address-plan/prefixes/reverse-zone.ts";
import { siteDelegationsOf } from "../address-plan/rules/check-routes.ts";
import type { Province } from "../model/province.ts";
import type { Tenant } from "../model/tenant.ts";
import { matrixSource } from "../model/tenants/tenant-flows.ts";
import type { PolicyContext } from "../policies/policy.ts";
import { environmentOf } from "./environment.ts";
import { openRepository, type Repository } from "./repository/repository.ts";
import { PROJECT, stackKind } from "./stack-names.ts";
import { platformTagRecord, tagRecord } from "./tenant/tags.ts";
import { zonePlanIn } from "./tenant/tenant-facts.ts";

type Flows = NonNullable<PolicyContext["flows"]>;

/**
 * What the policies may know of a stack of this project; empty for a foreign project or an unknown stack. Without
 * `repository`, that of this process.
 */
export function policyContextOf(project: string, stack: string, repository?: Repository): PolicyContext {
  if (project !== PROJECT) return {};
  const { province, plan, tenants } = repository ?? openRepository();
  const shared = provinceContext(province);
  const which = stackKind(stack);
  if (which.kind === "platform") {
    return {
      ...shared,
      aggregates: platformAggregates(province),
      platform: true,
      securityLevel: highestLevel(province),
      // What the registry delegates: sites' zones are theirs.
      reverseZones: [plan.root6, plan.root4].flatMap(reverseZonesOf),
      tags: platformTagRecord(province),
    };
  }
  const tenant = tenants[which.agency];
  const site = plan.sites[which.agency];
  if (tenant === undefined || site === undefined) return {};
  const own = {
    agency: tenant.code,
    securityLevel: tenant.securityLevel,
    reverseZones: siteDelegationsOf(site).flatMap((delegation) => delegation.zones),
    tags: tagRecord(province, tenant, "infra"),
  };
  if (which.kind === "project") return { ...shared, ...own, platform: true };
  const zones = Object.fromEntries(
    Object.values(province.zones).map(({ code, addressMode }) => {
      return [code, { ...formatBoth(zonePlanIn({ province, plan }, tenant.code, code)), addressMode }];
    }),
  );
  return {
    ...shared,
    ...own,
    phase: tenant.phase,
    ...systemPhasesOf(tenant),
    mode: tenant.mode,
    ...v6OnlyZonesOf(tenant),
    zones,
    requiredZones: province.securityBaseline.zones[tenant.securityLevel],
    providedZones: province.dataCentres[tenant.dataCentre]?.providesZones ?? [],
    flows: allowedFlows(province, tenant),
    lifecycle: lifecycleOf(tenant),
  };
}

/** Servers that are in another phase than the tenant: the tag `system` of their resources is their name. */
function systemPhasesOf({ phase, servers }: Tenant): Pick<PolicyContext, "systemPhases"> {
  const own = servers.flatMap((server): [string, Tenant["phase"]][] =>
    server.phase === undefined || server.phase === phase ? [] : [[server.name, server.phase]],
  );
  return own.length > 0 ? { systemPhases: Object.fromEntries(own) } : {};
}

/** Zones that the agency took IPv4 from. */
function v6OnlyZonesOf({ zones }: Tenant): Pick<PolicyContext, "v6OnlyZones"> {
  const own = zones.filter(({ mode }) => mode !== undefined).map(({ code }) => code);
  return own.length > 0 ? { v6OnlyZones: own } : {};
}

/** The stage and what speaks for it; the stage before is the business of whoever compares two commits. */
const lifecycleOf = ({ stage, evidence }: Tenant): NonNullable<PolicyContext["lifecycle"]> => ({
  stage,
  ...(evidence?.tests && { tests: evidence.tests }),
  fallback: evidence?.fallback !== undefined,
  risks: evidence?.risks !== undefined,
});

/** What follows from the province alone is found once for all its stacks. */
function oncePerProvince<T>(find: (province: Province) => T): (province: Province) => T {
  const found = new WeakMap<Province, T>();
  return (province) => {
    if (!found.has(province)) found.set(province, find(province));
    // It was put there a line before
    return found.get(province) as T;
  };
}

/** What holds for every stack of the province. */
export const provinceContext = oncePerProvince((province): PolicyContext => {
  const { environment, resources, images, flavors, uplinks, roas, dnsZones, uniqueLocalPrefixes } = province;
  const approved = Object.values(images).filter(({ ipv6Ready }) => ipv6Ready);
  return {
    addresses: environment.addresses,
    environment: environmentOf(province),
    date: province.asOf,
    dualStackExternalNetworks: Object.keys(province.externalNetworks).toSorted(),
    aggregates: { ipv4: prefixesOf(resources, 4), ipv6: prefixesOf(resources, 6) },
    asns: [...new Set(resources.flatMap(({ asn }) => asn ?? []))].toSorted((a, b) => a - b),
    approvedImages: approved.map(({ name }) => name).toSorted(),
    approvedFlavors: Object.values(flavors)
      .flatMap(({ name, scsName = name }) => [...new Set([name, scsName])])
      .toSorted(),
    ...(uplinks.length > 0 && { uplinks }),
    ...(roas.length > 0 && { roas }),
    ...(dnsZones.length > 0 && { dnsZones }),
    ...(uniqueLocalPrefixes.length > 0 && { ulaPrefixes: uniqueLocalPrefixes }),
    ...(province.waivers.length > 0 && { waivers: province.waivers }),
    ...(environment.cloudServices && { cloudServices: environment.cloudServices }),
    ...(environment.volumes && {
      encryptedVolumeTypes: environment.volumes.encryptedTypes,
      dedicatedVolumeTypes: environment.volumes.dedicatedTypes,
    }),
    ...(environment.nat64 && { nat64: environment.nat64 }),
  };
});

/** The platform carries the systems of all its data centres: it is as strict as the strictest of them. */
const highestLevel = ({ dataCentres }: Province): PolicyContext["securityLevel"] =>
  Object.values(dataCentres)
    .map(({ securityLevel }) => securityLevel)
    .toSorted((a, b) => b - a)[0];

/** The platform's addresses come from the external networks too, whose prefixes the carriers route. */
const platformAggregates = ({ resources, externalNetworks }: Province): PolicyContext["aggregates"] => ({
  ipv4: [...prefixesOf(resources, 4), ...Object.values(externalNetworks).map(({ ipv4 }) => ipv4.cidr)],
  ipv6: [...prefixesOf(resources, 6), ...Object.values(externalNetworks).map(({ ipv6 }) => ipv6.cidr)],
});

const prefixesOf = (resources: Province["resources"], family: 4 | 6): string[] =>
  resources.filter((own) => own.family === family).map(({ prefix }) => prefix);

const portsOf = (province: Province, services: readonly string[]): Flows[number]["ports"] =>
  services.flatMap((name) => province.services[name]?.ports ?? []);

/** Those of the matrix that hold for every tenant, whoever lends the zones. */
export const standardFlows = oncePerProvince((province): Flows =>
  province.flows
    .filter(({ grant, from }) => grant === "standard" && from !== "internet")
    .map(({ from, to, services }) => ({ from, to, ports: portsOf(province, services) })),
);

/**
 * The flows that a tenant's rules may open: the standard ones (those from the Internet only where the tenant publishes a
 * server), and those that its file declares.
 */
const allowedFlows = (province: Province, tenant: Tenant): Flows => [
  ...standardFlows(province),
  ...tenant.flows.map(({ from, to, services }) => ({
    from: matrixSource(from),
    to,
    ports: portsOf(province, services),
  })),
];

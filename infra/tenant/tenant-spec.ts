import { zonePlanOf } from "../../address-plan/plan-of.ts";
import type { SubnetPlan } from "../../address-plan/plan.ts";
import { serverAddressesOf } from "../../address-plan/prefixes/interface-id.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import type { Ipv6SubnetArgs, SubnetArgs } from "../../components/dual-stack-network/network-spec.ts";
import type { NamedService, ServersByFamily } from "../../components/security-group/rules.ts";
import type { Replica } from "../../components/server-group/index.ts";
import type { VolumeBackup } from "../../components/server-template/server-spec.ts";
import type { Province } from "../../model/province.ts";
import type { StackMode, Tenant, TenantServer } from "../../model/tenant.ts";
import { modeIn } from "../../model/tenants/zone-mode.ts";
import { mustNotDie } from "../environment.ts";
import type { Repository } from "../repository/repository.ts";
import { networkKey } from "./names.ts";
import { zoneRules, type ZoneRule } from "./security-rules.ts";
import { tagRecord } from "./tags.ts";
import { resolversIn, v6OnlyResolvers } from "./tenant-facts.ts";

/** One subnet without the pool that the platform makes. */
type Unpooled<T> = Omit<T, "subnetPoolId">;

/** A tenant with the addresses of the plan, as plain JSON: all that its stack's program knows beside the platform's ids. */
export interface TenantSpec {
  code: string;
  mode: StackMode;
  tags: Record<string, string>;
  resolvers: ServersByFamily;
  /** IPv6 resolvers of servers without IPv4, where they ask others. */
  v6OnlyResolvers?: readonly string[];
  networks: Record<
    string,
    /** `mode` where it is not the tenant's. */
    { zone: string; mode?: StackMode; ipv4?: Unpooled<SubnetArgs>; ipv6: Unpooled<Ipv6SubnetArgs> }
  >;
  /** By zone. */
  rules: Record<string, (Omit<ZoneRule, "services" | "declared"> & { services: NamedService[] })[]>;
  servers: Record<string, ServerSpec>;
  /** Refuses deletion of data volumes and floating addresses. */
  protect: boolean;
}

export interface ServerSpec {
  /** Key of `networks`. */
  network: string;
  role: string;
  /** Names in stacks/. */
  image: string;
  flavor: string;
  cloudInit: string;
  dataVolumeGb?: number;
  dataVolumeType?: string;
  backup?: VolumeBackup;
  replicas: Replica[];
  publish: boolean;
}

/** Type and backup of data volumes; the copies lie in the first data centre that is not the tenant's own (BLK-02). */
function volumesOf({ environment: { volumes }, dataCentres }: Province, { dataCentre }: Tenant) {
  const site = Object.keys(dataCentres).find((code) => code !== dataCentre);
  if (volumes === undefined) return {};
  return {
    dataVolumeType: volumes.type,
    ...(site === undefined ? {} : { backup: { ...volumes.backup, site } }),
  };
}

/** Puts a tenant of the model and its part of the address plan together. Pure. */
export function tenantSpec(repository: Repository, tenant: Tenant): TenantSpec {
  const { province, plan, tenants } = repository;
  const site = plan.sites[tenant.code];
  if (site === undefined) throw new Error(`agency ${tenant.code} has no line in the address ledger`);
  const hasIpv4 = (zone: string): boolean => modeIn(tenant, zone) !== "v6-only";
  const volumes = volumesOf(province, tenant);

  const planned = new Map<string, SubnetPlan>();
  const subnetOf = (zone: string, index: number): SubnetPlan => {
    const key = networkKey(zone, index);
    const known = planned.get(key);
    if (known !== undefined) return known;
    const nibble = province.zones[zone]?.nibble;
    if (nibble === undefined) throw new Error(`no zone ${zone} in stacks/province/zones.yaml`);
    const subnet = subnetPlanOf(zonePlanOf(site, zone, nibble), index);
    planned.set(key, subnet);
    return subnet;
  };

  const network = (zone: string, index: number): TenantSpec["networks"][string] => {
    const { ipv4, ipv6 } = subnetOf(zone, index);
    const addressMode = province.zones[zone]?.addressMode;
    const mode = modeIn(tenant, zone);
    const dnsServers = resolversIn(province, mode);
    return {
      zone,
      ...(mode === tenant.mode ? {} : { mode }),
      ...(hasIpv4(zone) ? { ipv4: { ...ipv4, dnsServers: dnsServers.ipv4 } } : {}),
      ipv6: { ...ipv6, dnsServers: dnsServers.ipv6, ...(addressMode === undefined ? {} : { addressMode }) },
    };
  };

  const server = ({ name, template, zone, replicas, publish, host, dataVolumeGb }: TenantServer): ServerSpec => {
    const model = province.templates[template];
    if (model === undefined)
      throw new Error(`server ${name}: no template ${template} in stacks/province/templates.yaml`);
    const subnet = subnetOf(zone, 0);
    const volume = dataVolumeGb ?? model.dataVolumeGb;
    return {
      network: networkKey(zone, 0),
      role: template,
      image: model.image,
      flavor: model.flavor,
      cloudInit: model.cloudInit,
      ...(volume === undefined ? {} : { dataVolumeGb: volume, ...volumes }),
      replicas: Array.from({ length: replicas }, (_, index) => {
        const { ipv4, ipv6 } = serverAddressesOf(subnet, host + index);
        return { number: index + 1, addresses: hasIpv4(zone) ? { ipv4, ipv6 } : { ipv6 } };
      }),
      publish,
    };
  };

  const rules = zoneRules(province, plan, tenants, tenant);
  const ofV6Only = v6OnlyResolvers(province, tenant);
  return {
    code: tenant.code,
    mode: tenant.mode,
    tags: tagRecord(province, tenant, "infra"),
    resolvers: resolversIn(province, tenant.mode),
    ...(ofV6Only === undefined ? {} : { v6OnlyResolvers: ofV6Only }),
    networks: Object.fromEntries(
      tenant.zones.flatMap(({ code, subnets }) =>
        Array.from({ length: subnets }, (_, index) => [networkKey(code, index), network(code, index)]),
      ),
    ),
    rules: Object.fromEntries(
      Object.entries(rules).map(([zone, ofZone]) => [
        zone,
        // A service's description is for readers of stacks/: no resource holds it.
        ofZone.map(({ direction, peer, services }) => ({
          direction,
          peer,
          services: services.map(({ name, ports }) => ({ name, ports })),
        })),
      ]),
    ),
    servers: Object.fromEntries(tenant.servers.map((each) => [each.name, server(each)])),
    protect: mustNotDie(province),
  };
}

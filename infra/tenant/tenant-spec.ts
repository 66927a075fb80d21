import type { FamilySubnet } from "../../address-plan/plan.ts";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import type { TenantRule } from "../../components/agency-tenant/tenant-args.ts";
import type { Ipv6SubnetArgs, SubnetArgs } from "../../components/dual-stack-network/network-spec.ts";
import type { ServersByFamily } from "../../components/security-group/rules.ts";
import type { Replica } from "../../components/server-group/index.ts";
import type { VolumeBackup } from "../../components/server-template/server-spec.ts";
import type { Province } from "../../model/province.ts";
import type { StackMode, Tenant, TenantServer } from "../../model/tenant.ts";
import { hasIpv4In, modeIn } from "../../model/tenants/zone-mode.ts";
import { mustNotDie } from "../environment.ts";
import type { Repository } from "../repository/repository.ts";
import { networkKey } from "./names.ts";
import { zoneRules } from "./security-rules.ts";
import { tagRecord } from "./tags.ts";
import { replicasIn, resolversIn, serverSubnetIn, v6OnlyResolvers, zonePlanIn } from "./tenant-facts.ts";

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
  rules: Record<string, TenantRule[]>;
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

/** A planned subnet as its component takes it. */
function subnetText({ cidr, gateway, allocationPool: { start, end } }: FamilySubnet): Unpooled<SubnetArgs> {
  return {
    cidr: formatPrefix(cidr),
    gateway: formatAddress(gateway),
    allocationPool: { start: formatAddress(start), end: formatAddress(end) },
  };
}

/** Puts a tenant of the model and its part of the address plan together. Pure. */
export function tenantSpec(repository: Repository, tenant: Tenant): TenantSpec {
  const { province } = repository;
  const volumes = volumesOf(province, tenant);

  const network = (zone: string, index: number): TenantSpec["networks"][string] => {
    const { ipv4, ipv6 } = subnetPlanOf(zonePlanIn(repository, tenant.code, zone), index);
    const addressMode = province.zones[zone]?.addressMode;
    const mode = modeIn(tenant, zone);
    const dnsServers = resolversIn(province, mode);
    return {
      zone,
      ...(mode === tenant.mode ? {} : { mode }),
      ...(hasIpv4In(tenant, zone) ? { ipv4: { ...subnetText(ipv4), dnsServers: dnsServers.ipv4 } } : {}),
      ipv6: { ...subnetText(ipv6), dnsServers: dnsServers.ipv6, ...(addressMode === undefined ? {} : { addressMode }) },
    };
  };

  const server = (wanted: TenantServer): ServerSpec => {
    const { name, template, zone, publish, dataVolumeGb } = wanted;
    const model = province.templates[template];
    if (model === undefined)
      throw new Error(`server ${name}: no template ${template} in stacks/province/templates.yaml`);
    const volume = dataVolumeGb ?? model.dataVolumeGb;
    return {
      network: networkKey(zone, 0),
      role: template,
      image: model.image,
      flavor: model.flavor,
      cloudInit: model.cloudInit,
      ...(volume === undefined ? {} : { dataVolumeGb: volume, ...volumes }),
      replicas: replicasIn(serverSubnetIn(repository, tenant.code, zone), wanted).map(({ number, ipv4, ipv6 }) => ({
        number,
        addresses: hasIpv4In(tenant, zone) ? { ipv4, ipv6 } : { ipv6 },
      })),
      publish,
    };
  };

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
      Object.entries(zoneRules(repository, tenant)).map(([zone, rules]) => [
        zone,
        rules.map(({ direction, peer, services }) => ({ direction, peer, services })),
      ]),
    ),
    servers: Object.fromEntries(tenant.servers.map((each) => [each.name, server(each)])),
    protect: mustNotDie(province),
  };
}

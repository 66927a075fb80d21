import { serverAddressesOf } from "../address-plan/interface-id.ts";
import { zonePlanOf } from "../address-plan/plan-of.ts";
import type { SubnetPlan } from "../address-plan/plan.ts";
import { subnetPlanOf } from "../address-plan/subnet.ts";
import type { AgencyTenantArgs, TenantNetwork, TenantServer } from "../components/agency-tenant/tenant-args.ts";
import type { Tenant, TenantServer as ServerOfModel } from "../model/tenant.ts";
import type { PlatformOutputs } from "./platform-outputs.ts";
import type { Repository } from "./repository.ts";
import { zoneRules } from "./security-rules.ts";
import { tagRecord } from "./tags.ts";
import type * as pulumi from "@pulumi/pulumi";

/** What the tenant's stack reads from the platform's, each part for itself. */
export type PlatformParts = {
  projectId: pulumi.Input<string>;
  routerId: pulumi.Input<string>;
  ipv4PoolId: pulumi.Input<string>;
  ipv6PoolId: pulumi.Input<string>;
  externalNetwork: AgencyTenantArgs["externalNetwork"];
  imageId: (name: keyof PlatformOutputs["images"]) => pulumi.Input<string>;
  flavorId: (name: keyof PlatformOutputs["flavors"]) => pulumi.Input<string>;
};

/** Key of the n-th network of a zone: the first bears the zone's own name, so that a second one renames nothing. */
const networkKey = (zone: string, index: number): string => (index === 0 ? zone : `${zone}-${index + 1}`);

/** A tenant of the model with the addresses of the plan as the component's arguments. Pure but for what `platform` holds. */
export const tenantArgs = (repository: Repository, tenant: Tenant, platform: PlatformParts): AgencyTenantArgs => {
  const { province, plan, tenants } = repository;
  const site = plan.sites[tenant.code];
  if (site === undefined) throw new Error(`agency ${tenant.code} has no line in the address ledger`);
  const { resolvers } = province.environment;

  const subnetOf = (zone: string, index: number): SubnetPlan => {
    const nibble = province.zones[zone]?.nibble;
    if (nibble === undefined) throw new Error(`no zone ${zone} in stacks/province/zones.yaml`);
    return subnetPlanOf(zonePlanOf(site, zone, nibble), index);
  };

  const network = (zone: string, index: number): TenantNetwork => {
    const { ipv4, ipv6 } = subnetOf(zone, index);
    return {
      zone,
      ...(tenant.mode === "v6-only"
        ? {}
        : { ipv4: { ...ipv4, subnetPoolId: platform.ipv4PoolId, dnsServers: resolvers.ipv4 } }),
      ipv6: {
        ...ipv6,
        subnetPoolId: platform.ipv6PoolId,
        dnsServers: resolvers.ipv6,
        addressMode: province.zones[zone]?.addressMode,
      },
    };
  };

  const server = ({ name, template, zone, replicas, publish, host, dataVolumeGb }: ServerOfModel): TenantServer => {
    const model = province.templates[template];
    if (model === undefined)
      throw new Error(`server ${name}: no template ${template} in stacks/province/templates.yaml`);
    const subnet = subnetOf(zone, 0);
    return {
      network: networkKey(zone, 0),
      role: template,
      model: {
        imageId: platform.imageId(model.image),
        flavorId: platform.flavorId(model.flavor),
        cloudInit: model.cloudInit,
        dataVolumeGb: dataVolumeGb ?? model.dataVolumeGb,
      },
      replicas: Array.from({ length: replicas }, (_, index) => {
        const { ipv4, ipv6 } = serverAddressesOf(subnet, host + index);
        return { number: index + 1, addresses: tenant.mode === "v6-only" ? { ipv6 } : { ipv4, ipv6 } };
      }),
      publish,
    };
  };

  return {
    agency: tenant.code,
    mode: tenant.mode,
    projectId: platform.projectId,
    tags: tagRecord(province, tenant, "infra"),
    routerId: platform.routerId,
    externalNetwork: platform.externalNetwork,
    resolvers,
    networks: Object.fromEntries(
      tenant.zones.flatMap(({ code, subnets }) =>
        Array.from({ length: subnets }, (_, index) => [networkKey(code, index), network(code, index)]),
      ),
    ),
    rules: zoneRules(province, plan, tenants, tenant),
    servers: Object.fromEntries(tenant.servers.map((each) => [each.name, server(each)])),
  };
};

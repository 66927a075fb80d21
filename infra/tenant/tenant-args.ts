import type * as pulumi from "@pulumi/pulumi";
import type { AgencyTenantArgs } from "../../components/agency-tenant/tenant-args.ts";
import type { TenantSpec } from "./tenant-spec.ts";

/** What the tenant's stack reads from the platform's, each part for itself. */
export interface PlatformParts {
  projectId: pulumi.Input<string>;
  routerId: pulumi.Input<string>;
  ipv4PoolId: pulumi.Input<string>;
  ipv6PoolId: pulumi.Input<string>;
  externalNetwork: AgencyTenantArgs["externalNetwork"];
  /** Ids by name in stacks/. */
  imageId: (name: string) => pulumi.Input<string>;
  flavorId: (name: string) => pulumi.Input<string>;
}

const mapped = <T, U>(record: Record<string, T>, make: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value)]));

/** A tenant with the platform's ids as the component's arguments. */
export function tenantArgs(spec: TenantSpec, platform: PlatformParts): AgencyTenantArgs {
  return {
    agency: spec.code,
    mode: spec.mode,
    projectId: platform.projectId,
    tags: spec.tags,
    protect: spec.protect,
    routerId: platform.routerId,
    externalNetwork: platform.externalNetwork,
    resolvers: spec.resolvers,
    ...(spec.v6OnlyResolvers === undefined ? {} : { v6OnlyResolvers: spec.v6OnlyResolvers }),
    networks: mapped(spec.networks, ({ zone, mode, ipv4, ipv6 }) => ({
      zone,
      ...(mode === undefined ? {} : { mode }),
      ...(ipv4 === undefined ? {} : { ipv4: { ...ipv4, subnetPoolId: platform.ipv4PoolId } }),
      ipv6: { ...ipv6, subnetPoolId: platform.ipv6PoolId },
    })),
    rules: spec.rules,
    servers: mapped(spec.servers, ({ network, role, image, flavor, replicas, publish, ...model }) => ({
      network,
      role,
      model: { imageId: platform.imageId(image), flavorId: platform.flavorId(flavor), ...model },
      replicas,
      publish,
    })),
  };
}

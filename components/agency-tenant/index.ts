import * as pulumi from "@pulumi/pulumi";
import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { FloatingAddress } from "../floating-address/index.ts";
import { partName } from "../names.ts";
import { SecurityGroup, type SecurityGroupArgs } from "../security-group/index.ts";
import { ServerGroup } from "../server-group/index.ts";
import type { ServerTemplate } from "../server-template/index.ts";
import type { StackMode } from "../stack-mode.ts";
import { tagsOf } from "../tags.ts";
import { checkTenant, STANDING, V6_ONLY_STANDING } from "./check-tenant.ts";
import { securityRule } from "./security-rule.ts";
import type { AgencyTenantArgs, TenantNetwork, TenantServer } from "./tenant-args.ts";

/** One network of a tenant, as its stack's outputs tell it. */
export interface TenantNetworkOutput {
  zone: string;
  networkId: pulumi.Output<string>;
  ipv4?: { cidr: string; subnetId: pulumi.Output<string> };
  ipv6?: { cidr: string; subnetId: pulumi.Output<string> };
}

/** One server of a tenant, as its stack's outputs tell it. */
export interface TenantServerOutput {
  instanceId: pulumi.Output<string>;
  server: string;
  role: string;
  network: string;
  zone: string;
  /** Fixed addresses, from the plan. */
  ipv4?: string;
  ipv6?: string;
  /** Public IPv4 address of a published server. */
  floating?: pulumi.Output<string>;
}

type Records<T> = Readonly<Record<string, T>>;
const sortedEntries = <T>(records: Records<T>): [string, T][] =>
  Object.keys(records)
    .toSorted()
    .map((key) => [key, records[key]!]);

/** Everything of one agency inside its project: networks, security groups, servers, floating addresses. */
export class AgencyTenant extends pulumi.ComponentResource {
  readonly projectId: pulumi.Output<string>;
  readonly networks: Records<TenantNetworkOutput>;
  /** By the servers' names in the cloud: `<agency>-<server>-<number>`. */
  readonly servers: Records<TenantServerOutput>;

  constructor(name: string, args: AgencyTenantArgs, opts?: pulumi.ComponentResourceOptions) {
    checkTenant(name, args);
    super("provincial:tenant:AgencyTenant", name, {}, opts);
    this.projectId = pulumi.output(args.projectId);
    const parts = { name, args };
    const networks = this.#makeNetworks(parts);
    const standing = this.#makeStandingGroups(parts);
    const groups = this.#makeSecurityGroups(parts);
    this.networks = Object.fromEntries(
      sortedEntries(args.networks).map(([key, network]) => [key, networkOutput(network, networks.get(key))]),
    );
    this.servers = Object.fromEntries(
      sortedEntries(args.servers).flatMap(([key, server]) =>
        this.#makeServers(parts, key, server, networks, groups, standing),
      ),
    );
    this.registerOutputs({ projectId: this.projectId, networks: this.networks, servers: this.servers });
  }

  #makeNetworks({ name, args }: Parts): Map<string, DualStackNetwork> {
    return new Map(
      sortedEntries(args.networks).map(([key, { zone, ...network }]) => [
        key,
        new DualStackNetwork(
          partName(name, key),
          {
            ...families(args),
            ...network,
            networkName: partName(args.agency, key),
            description: `Network of zone ${zone} of ${args.agency}`,
            routerId: args.routerId,
            tags: tagsOf({ ...args.tags, zone }),
          },
          { parent: this },
        ),
      ]),
    );
  }

  /**
   * What every server of the tenant needs, whatever its zone, in one group that every port has beside its zone's;
   * servers without IPv4 have another one where they ask other resolvers.
   */
  #makeStandingGroups({ name, args }: Parts): (mode: StackMode | undefined) => SecurityGroup {
    const group = (key: string, servers: string, choice: Pick<SecurityGroupArgs, "mode" | "resolvers">) =>
      new SecurityGroup(
        partName(name, key),
        {
          ...families(args),
          ...choice,
          groupName: partName(args.agency, key),
          description: `What every ${servers} of ${args.agency} needs: DHCP, metadata, resolvers, time servers, ICMP errors`,
          timeServers: args.timeServers,
          rules: [],
          tags: tagsOf(args.tags),
        },
        { parent: this },
      );
    const standing = group(STANDING, "server", { mode: args.mode, resolvers: args.resolvers });
    if (args.v6OnlyResolvers === undefined) return () => standing;
    const resolvers = { ipv4: [], ipv6: args.v6OnlyResolvers };
    const v6Only = group(V6_ONLY_STANDING, "server without IPv4", { mode: "v6-only", resolvers });
    return (mode) => (mode === "v6-only" ? v6Only : standing);
  }

  /** One group per zone: all groups first, then their rules, since rules name the groups of other zones. */
  #makeSecurityGroups({ name, args }: Parts): Map<string, SecurityGroup> {
    const zones = [...new Set(Object.values(args.networks).map(({ zone }) => zone))].toSorted();
    const groups = new Map(
      zones.map((zone) => [
        zone,
        new SecurityGroup(
          partName(name, zone),
          {
            ...families(args),
            groupName: partName(args.agency, zone),
            description: `Servers of zone ${zone} of ${args.agency}`,
            standingRules: "elsewhere",
            tags: tagsOf({ ...args.tags, zone }),
          },
          { parent: this },
        ),
      ]),
    );
    const groupId = (zone: string): pulumi.Output<string> => {
      const id = groups.get(zone)?.groupId;
      if (id === undefined) throw new Error(`no network of zone '${zone}'`);
      return id;
    };
    for (const [zone, group] of groups) {
      group.allow((args.rules[zone] ?? []).map((rule) => securityRule(zone, rule, groupId)));
    }
    return groups;
  }

  #makeServers(
    { name, args }: Parts,
    key: string,
    server: TenantServer,
    networks: ReadonlyMap<string, DualStackNetwork>,
    groups: ReadonlyMap<string, SecurityGroup>,
    standingOf: (mode: StackMode | undefined) => SecurityGroup,
  ): [string, TenantServerOutput][] {
    const network = networks.get(server.network);
    const { zone = "", mode = args.mode } = args.networks[server.network] ?? {};
    const group = groups.get(zone);
    const standing = standingOf(mode);
    if (network === undefined || group === undefined) return [];
    const tags = tagsOf({ ...args.tags, zone, system: key });
    const servers = new ServerGroup(
      partName(name, key),
      {
        ...families({ ...args, mode }),
        groupName: partName(args.agency, key),
        description: `Server of ${args.agency}: ${server.role} in zone ${zone}`,
        model: server.model,
        network,
        replicas: server.replicas,
        placement: server.placement,
        securityGroupIds: [group.groupId, standing.groupId],
        metadata: { agency: args.agency, role: server.role, server: key, zone },
        tags,
        bootAfter: [...network.routerInterfaces, ...[group, standing].flatMap(({ rules }) => rules ?? [])],
        protect: args.protect,
      },
      { parent: this },
    );
    return servers.servers.map(({ number, server: made }) => [
      made.serverName,
      {
        instanceId: made.instanceId,
        server: key,
        role: server.role,
        network: server.network,
        zone,
        ...(made.ipv4 === undefined ? {} : { ipv4: made.ipv4 }),
        ...(made.ipv6 === undefined ? {} : { ipv6: made.ipv6 }),
        ...(server.publish === true && made.ipv4 !== undefined
          ? { floating: this.#publish({ name, args }, partName(key, number), made, network, tags) }
          : {}),
      },
    ]);
  }

  #publish(
    { name, args }: Parts,
    key: string,
    server: ServerTemplate,
    network: DualStackNetwork,
    tags: string[],
  ): pulumi.Output<string> {
    return new FloatingAddress(
      partName(name, key),
      {
        externalNetworkName: args.externalNetwork.name,
        externalIpv4SubnetId: args.externalNetwork.ipv4SubnetId,
        portId: server.portId,
        routerInterfaces: network.routerInterfaces,
        description: server.serverName,
        tags,
        protect: args.protect,
      },
      { parent: this },
    ).address;
  }
}

interface Parts {
  name: string;
  args: AgencyTenantArgs;
}

const families = ({ mode, legacyIpv4Only }: AgencyTenantArgs) => ({ mode, legacyIpv4Only });

function networkOutput(planned: TenantNetwork, made: DualStackNetwork | undefined): TenantNetworkOutput {
  if (made === undefined) throw new Error("a network was not made");
  const ipv4 = subnetOutput(made.ipv4SubnetId, planned.ipv4?.cidr);
  const ipv6 = subnetOutput(made.ipv6SubnetId, planned.ipv6?.cidr);
  return {
    zone: planned.zone,
    networkId: made.networkId,
    ...(ipv4 === undefined ? {} : { ipv4 }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
  };
}

const subnetOutput = (subnetId: pulumi.Output<string> | undefined, cidr: string | undefined) =>
  subnetId === undefined || cidr === undefined ? undefined : { cidr, subnetId };

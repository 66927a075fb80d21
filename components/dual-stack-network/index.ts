import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Faults } from "../faults.ts";
import { sortedTags } from "../tags.ts";
import {
  checkMtu,
  subnetDescription,
  subnetSpecs,
  type AddressMode,
  type NetworkFamilies,
  type SubnetSpec,
} from "./network-spec.ts";

export interface DualStackNetworkArgs extends NetworkFamilies {
  /** Name in the cloud; default the component's name. */
  networkName?: string;
  /** Of the network, and with the family's name of its subnets. */
  description?: string;
  /** Bytes, at least 1280 (RFC 8200 section 5); default: the cloud's own. */
  mtu?: number;
  /** Domain that Neutron's DNS integration registers ports in, with its last dot. */
  dnsDomain?: string;
  /** Router to attach every subnet to. */
  routerId?: pulumi.Input<string>;
  tags?: readonly string[];
}

/**
 * A network with one subnet per family, attached to a router when one is given. IPv6 is enabled on an IPv4 network by
 * adding `ipv6`: that only adds resources (R1-13). Throws on faulty arguments before anything is registered.
 */
export class DualStackNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  /** Undefined when the network has no IPv4. */
  readonly ipv4SubnetId: pulumi.Output<string> | undefined;
  /** Undefined only beside `legacyIpv4Only`. */
  readonly ipv6SubnetId: pulumi.Output<string> | undefined;
  readonly ipv6AddressMode: AddressMode | undefined;
  /** What a floating address or a server that needs its default route at first boot must wait for. */
  readonly routerInterfaces: readonly openstack.networking.RouterInterface[];

  constructor(name: string, args: DualStackNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = new Faults(`DualStackNetwork '${name}'`);
    checkMtu(args.mtu, faults);
    if (args.dnsDomain?.endsWith(".") === false) {
      faults.add(`dnsDomain '${args.dnsDomain}' has no dot at its end, which Neutron wants: '${args.dnsDomain}.'`);
    }
    const specs = subnetSpecs(args, faults);
    super("provincial:network:DualStackNetwork", name, {}, opts);
    const tags = sortedTags(args.tags);
    const cloudName = args.networkName ?? name;

    const network = new openstack.networking.Network(
      name,
      {
        name: cloudName,
        description: args.description,
        mtu: args.mtu,
        dnsDomain: args.dnsDomain,
        adminStateUp: true,
        tags,
      },
      { parent: this },
    );

    const subnet = (spec: SubnetSpec): openstack.networking.Subnet =>
      new openstack.networking.Subnet(
        // The family is the identity of a subnet within its network: never its place in a list nor its addresses, so
        // that adding a family or renumbering one leaves the other's URN and inputs as they were.
        `${name}-${spec.family}`,
        {
          name: `${cloudName}-${spec.family}`,
          description: subnetDescription(args.description, spec.family),
          networkId: network.id,
          ipVersion: spec.ipVersion,
          cidr: spec.cidr,
          subnetpoolId: args[spec.family]?.subnetPoolId,
          gatewayIp: spec.gateway,
          enableDhcp: true,
          allocationPools: spec.allocationPool === undefined ? undefined : [spec.allocationPool],
          dnsNameservers: spec.dnsServers,
          // Neutron's router sends the advertisements, so both modes are set and equal (NET-05).
          ipv6AddressMode: spec.addressMode,
          ipv6RaMode: spec.addressMode,
          tags,
        },
        // Neutron refuses a second subnet with an overlapping CIDR on the network, so the old one has to go first.
        { parent: this, deleteBeforeReplace: true },
      );

    const subnets = new Map(specs.map((spec) => [spec.family, subnet(spec)]));
    const { routerId } = args;
    this.routerInterfaces =
      routerId === undefined
        ? []
        : [...subnets].map(
            ([family, { id: subnetId }]) =>
              new openstack.networking.RouterInterface(
                `${name}-${family}-gateway`,
                { routerId, subnetId },
                { parent: this, deleteBeforeReplace: true },
              ),
          );

    this.networkId = network.id;
    this.ipv4SubnetId = subnets.get("ipv4")?.id;
    this.ipv6SubnetId = subnets.get("ipv6")?.id;
    this.ipv6AddressMode = specs.find(({ family }) => family === "ipv6")?.addressMode;
    this.registerOutputs({
      networkId: this.networkId,
      ipv4SubnetId: this.ipv4SubnetId,
      ipv6SubnetId: this.ipv6SubnetId,
      ipv6AddressMode: this.ipv6AddressMode,
    });
  }
}

import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import {
  bothSubnetSpecs,
  checkMtu,
  subnetDescription,
  type SubnetArgs,
  type SubnetSpec,
} from "../dual-stack-network/network-spec.ts";
import { Faults } from "../faults.ts";
import { sortedTags } from "../tags.ts";

/** No resolvers: nothing but routers stands on it. */
export type ExternalSubnetArgs = Omit<SubnetArgs, "dnsServers">;

export interface ExternalNetworkArgs {
  /** Name in the cloud, which floating addresses are asked from; default the component's name. */
  networkName?: string;
  /** Of the network, and with the family's name of its subnets. */
  description?: string;
  /** Neutron's name of the physical network. */
  physicalNetwork: string;
  /** Default `flat`. */
  networkType?: "flat" | "vlan";
  /** VLAN id, with `networkType: "vlan"`. */
  segmentationId?: number;
  /** Default 1500. */
  mtu?: number;
  ipv4: ExternalSubnetArgs;
  /** With a pool of the tenants' address scope, Neutron routes their prefixes without address translation. */
  ipv6: ExternalSubnetArgs;
  tags?: readonly string[];
  /** Refuses deletion: every router's and every floating address would be lost. */
  protect?: boolean;
}

/** The network beyond the tenants' routers, with a subnet of each family and no DHCP. Made by the cloud's operator. */
export class ExternalNetwork extends pulumi.ComponentResource {
  /** Known only once both subnets are there: a router that gets its gateway earlier has addresses of one family. */
  readonly networkId: pulumi.Output<string>;
  readonly networkName: pulumi.Output<string>;
  readonly ipv4SubnetId: pulumi.Output<string>;
  readonly ipv6SubnetId: pulumi.Output<string>;

  constructor(name: string, args: ExternalNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const networkType = args.networkType ?? "flat";
    const faults = new Faults(`ExternalNetwork '${name}'`);
    if (args.physicalNetwork === "")
      faults.add("physicalNetwork is empty: give Neutron's name of the physical network");
    if ((networkType === "vlan") !== (args.segmentationId !== undefined)) {
      faults.add("segmentationId belongs to networkType 'vlan', and 'vlan' needs it");
    }
    const vlan = args.segmentationId;
    if (vlan !== undefined && !(Number.isInteger(vlan) && vlan >= 1 && vlan <= 4094)) {
      faults.add(`segmentationId ${vlan} is no VLAN id: wanted 1 to 4094 (IEEE 802.1Q)`);
    }
    checkMtu(args.mtu, faults);
    const specs = bothSubnetSpecs({ ipv4: args.ipv4, ipv6: args.ipv6 }, faults);
    super("provincial:network:ExternalNetwork", name, {}, opts);
    const tags = sortedTags(args.tags);
    const cloudName = args.networkName ?? name;
    const child = { parent: this, protect: args.protect };
    const network = new openstack.networking.Network(
      name,
      {
        name: cloudName,
        description: args.description,
        external: true,
        adminStateUp: true,
        mtu: args.mtu ?? 1500,
        segments: [{ networkType, physicalNetwork: args.physicalNetwork, segmentationId: args.segmentationId }],
        tags,
      },
      child,
    );
    const subnet = (spec: SubnetSpec): openstack.networking.Subnet =>
      new openstack.networking.Subnet(
        `${name}-${spec.family}`,
        {
          name: `${cloudName}-${spec.family}`,
          description: subnetDescription(args.description, spec.family),
          networkId: network.id,
          ipVersion: spec.ipVersion,
          cidr: spec.cidr,
          subnetpoolId: args[spec.family].subnetPoolId,
          gatewayIp: spec.gateway,
          // Nothing but routers stands on it, and Neutron gives them their addresses; so no IPv6 modes either.
          enableDhcp: false,
          allocationPools: spec.allocationPool === undefined ? undefined : [spec.allocationPool],
          tags,
        },
        { ...child, deleteBeforeReplace: true },
      );
    const [ipv4, ipv6] = [subnet(specs.ipv4), subnet(specs.ipv6)];
    this.ipv4SubnetId = ipv4.id;
    this.ipv6SubnetId = ipv6.id;
    this.networkId = pulumi.all([network.id, ipv4.id, ipv6.id]).apply(([id]) => id);
    this.networkName = network.name;
    this.registerOutputs({
      networkId: this.networkId,
      networkName: this.networkName,
      ipv4SubnetId: this.ipv4SubnetId,
      ipv6SubnetId: this.ipv6SubnetId,
    });
  }
}

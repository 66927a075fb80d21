import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Faults } from "../faults.ts";
import { familiesOf, type FamilyChoice } from "../stack-mode.ts";
import { sortedTags } from "../tags.ts";
import {
  checkServer,
  fixedAddresses,
  type FixedAddresses,
  type ServerModel,
  type ServerNetwork,
} from "./server-spec.ts";

export interface ServerTemplateArgs extends FamilyChoice {
  /** Name of the server in the cloud, and its host name; default the component's name. */
  serverName?: string;
  /** Of its port; Nova's API has one for a server too, which the provider does not set. */
  description?: string;
  model: ServerModel;
  network: ServerNetwork;
  addresses: FixedAddresses;
  /** At least one; never the project's `default` group (CMP-02). */
  securityGroupIds: readonly pulumi.Input<string>[];
  /** Group that keeps this server apart from its like; `ServerGroup` gives its own. */
  serverGroupId?: pulumi.Input<string>;
  /** Default: true without IPv4, where metadata may be out of reach (CMP-04). A change makes the server anew. */
  configDrive?: boolean;
  /** Strings that the guest can read from its metadata. */
  metadata?: Readonly<Record<string, string>>;
  tags?: readonly string[];
  /** What must be there before the first boot, or cloud-init finds no metadata and no default route. */
  bootAfter?: readonly pulumi.Resource[];
  /** Refuses deletion of the data volume. */
  protect?: boolean;
}

/** One server made from a template: a port with fixed addresses of both families, the instance, its data volume. */
export class ServerTemplate extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;
  readonly serverName: string;
  readonly portId: pulumi.Output<string>;
  /** Of the address plan; undefined for a family that the server does not have or that its network gives. */
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;

  constructor(name: string, args: ServerTemplateArgs, opts?: pulumi.ComponentResourceOptions) {
    const { network, model } = args;
    const subnetIds = { ipv4: network.ipv4SubnetId, ipv6: network.ipv6SubnetId };
    const faults = new Faults(`Server '${name}'`);
    const families = familiesOf(args, faults);
    checkServer(args, faults);
    const fixed = fixedAddresses(network, args.addresses, families, faults);
    faults.throwIfAny();
    super("provincial:compute:ServerTemplate", name, {}, opts);
    this.serverName = args.serverName ?? name;
    const tags = sortedTags(args.tags);

    const port = new openstack.networking.Port(
      name,
      {
        name: this.serverName,
        description: args.description,
        networkId: network.networkId,
        adminStateUp: true,
        // A SLAAC subnet gives its address by itself, and being named here changes nothing for it.
        fixedIps: fixed.flatMap(({ family, address }) => {
          const subnetId = subnetIds[family];
          return subnetId === undefined ? [] : [{ subnetId, ipAddress: address }];
        }),
        securityGroupIds: [...args.securityGroupIds],
        portSecurityEnabled: true,
        tags,
      },
      // The addresses are fixed: a second port cannot have them while the first one does.
      { parent: this, deleteBeforeReplace: true },
    );

    const instance = new openstack.compute.Instance(
      name,
      {
        name: this.serverName,
        imageId: model.imageId,
        flavorId: model.flavorId,
        networks: [{ port: port.id }],
        keyPair: model.keyPair,
        userData: model.cloudInit,
        configDrive: args.configDrive ?? (families.allowed.includes("ipv4") ? undefined : true),
        schedulerHints: args.serverGroupId === undefined ? undefined : [{ group: args.serverGroupId }],
        metadata: args.metadata === undefined ? undefined : { ...args.metadata },
        tags,
      },
      // Its port can belong to one server only, so the old one has to go first.
      { parent: this, deleteBeforeReplace: true, dependsOn: [...(args.bootAfter ?? [])] },
    );
    if (model.dataVolumeGb !== undefined) this.#attachDataVolume(name, model.dataVolumeGb, instance, args);

    this.instanceId = instance.id;
    this.portId = port.id;
    this.ipv4 = fixed.find(({ family }) => family === "ipv4")?.address;
    this.ipv6 = fixed.find(({ family }) => family === "ipv6")?.address;
    this.registerOutputs({
      instanceId: this.instanceId,
      serverName: this.serverName,
      portId: this.portId,
      ipv4: this.ipv4,
      ipv6: this.ipv6,
    });
  }

  #attachDataVolume(name: string, size: number, instance: openstack.compute.Instance, args: ServerTemplateArgs): void {
    const volume = new openstack.blockstorage.Volume(
      `${name}-data`,
      {
        name: `${this.serverName}-data`,
        size,
        enableOnlineResize: true,
        volumeType: args.model.dataVolumeType,
        // Cinder has no tags.
        metadata: volumeMetadata(args),
      },
      { parent: this, protect: args.protect },
    );
    new openstack.compute.VolumeAttach(
      `${name}-data`,
      { instanceId: instance.id, volumeId: volume.id },
      // A volume is attached to one server at a time.
      { parent: this, deleteBeforeReplace: true },
    );
  }
}

function volumeMetadata({ metadata, model }: ServerTemplateArgs): Record<string, string> | undefined {
  const { backup } = model;
  if (backup === undefined) return metadata === undefined ? undefined : { ...metadata };
  const { schedule, copies, site } = backup;
  return { ...metadata, backup_schedule: schedule, backup_copies: String(copies), backup_site: site };
}

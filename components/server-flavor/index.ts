import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Faults } from "../faults.ts";

export interface ServerFlavorArgs {
  /** Name in the cloud; default the component's name. */
  flavorName?: string;
  description?: string;
  vcpus: number;
  ramMb: number;
  /** At least 1: Nova refuses servers of ordinary users on a flavor without a disk (403). */
  diskGb: number;
  /** Default true. */
  isPublic?: boolean;
  extraSpecs?: Readonly<Record<string, string>>;
}

/** A size of server. */
export class ServerFlavor extends pulumi.ComponentResource {
  readonly flavorId: pulumi.Output<string>;

  constructor(name: string, args: ServerFlavorArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = new Faults(`ServerFlavor '${name}'`);
    faults.wholeNumber("vcpus", args.vcpus, 1);
    faults.wholeNumber("ramMb", args.ramMb, 1);
    if (args.diskGb < 1) {
      faults.add(
        `diskGb ${args.diskGb}: Nova refuses image-booted servers of ordinary users on a flavor without a disk; give at least 1`,
      );
    } else faults.wholeNumber("diskGb", args.diskGb, 1);
    faults.throwIfAny();
    super("provincial:compute:ServerFlavor", name, {}, opts);
    const flavor = new openstack.compute.Flavor(
      name,
      {
        name: args.flavorName ?? name,
        description: args.description,
        vcpus: args.vcpus,
        ram: args.ramMb,
        disk: args.diskGb,
        isPublic: args.isPublic ?? true,
        extraSpecs: args.extraSpecs,
      },
      { parent: this },
    );
    this.flavorId = flavor.id;
    this.registerOutputs({ flavorId: this.flavorId });
  }
}

import * as pulumi from "@pulumi/pulumi";
import openstack from "@pulumi/openstack";
import { ServerTemplate } from "../server-template/index.ts";
import type { ServerTemplateArgs } from "../server-template/index.ts";
import type { FixedAddresses } from "../server-template/server-spec.ts";

/** One server of a group. */
export interface Replica {
  /** 1, 2, ...: the replica's identity. Take a number away to remove that server; the others stay as they are. */
  number: number;
  addresses: FixedAddresses;
}

export interface ServerGroupArgs extends Omit<ServerTemplateArgs, "addresses" | "serverName" | "serverGroupId"> {
  /** Name in the cloud; servers are called `<groupName>-<number>`. Default the component's name. */
  groupName?: string;
  replicas: readonly Replica[];
  /** `soft-anti-affinity` (default) starts servers on one host when there is no other; `anti-affinity` refuses. */
  placement?: "soft-anti-affinity" | "anti-affinity";
}

/** Servers of one role, made from one template and kept on different hosts (CMP-03). */
export class ServerGroup extends pulumi.ComponentResource {
  readonly groupId: pulumi.Output<string>;
  /** By number, ascending. */
  readonly servers: readonly { number: number; server: ServerTemplate }[];

  constructor(name: string, args: ServerGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    const numbers = args.replicas.map(({ number }) => number);
    const bad = numbers.find(
      (number, index) => !Number.isInteger(number) || number < 1 || numbers.indexOf(number) !== index,
    );
    if (bad !== undefined) {
      throw new Error(`ServerGroup '${name}': replica number ${bad} is used twice or is no number from 1 up`);
    }
    super("provincial:compute:ServerGroup", name, {}, opts);
    const { groupName = name, replicas, placement = "soft-anti-affinity", ...template } = args;
    // Made for a single server too: joining a group later would make that server anew.
    const group = new openstack.compute.ServerGroup(name, { name: groupName, policies: [placement] }, { parent: this });
    this.groupId = group.id;
    this.servers = replicas
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, addresses }) => ({
        number,
        server: new ServerTemplate(
          // The number is the replica's own, not its place in the list, so removing one leaves the others alone.
          `${name}-${number}`,
          { ...template, serverName: `${groupName}-${number}`, addresses, serverGroupId: group.id },
          { parent: this },
        ),
      }));
    this.registerOutputs({ groupId: this.groupId });
  }
}

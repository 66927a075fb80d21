import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Faults } from "../faults.ts";
import { partName } from "../names.ts";
import { ServerTemplate, type ServerTemplateArgs } from "../server-template/index.ts";
import { checkServer, fixedAddresses, type FixedAddresses } from "../server-template/server-spec.ts";
import { familiesOf } from "../stack-mode.ts";

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
    checkGroup(name, args);
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
          partName(name, number),
          { ...template, serverName: partName(groupName, number), addresses, serverGroupId: group.id },
          { parent: this },
        ),
      }));
    this.registerOutputs({ groupId: this.groupId });
  }
}

/** Throws one error with what is wrong with the group and with each of its replicas, before anything is registered. */
function checkGroup(name: string, args: ServerGroupArgs): void {
  const faults = new Faults(`ServerGroup '${name}'`);
  const families = familiesOf(args, faults);
  checkServer(args, faults);
  const numbers = new Set<number>();
  const owners = new Map<string, number>();
  for (const { number, addresses } of args.replicas) {
    if (!Number.isInteger(number) || number < 1) faults.add(`replica number ${number} is no whole number from 1 up`);
    if (numbers.has(number)) faults.add(`replica number ${number} is used twice`);
    numbers.add(number);
    const add = (fault: string): void => faults.add(`replica ${number}: ${fault}`);
    for (const { address } of fixedAddresses(args.network, addresses, families, { add })) {
      if (address === undefined) continue;
      const owner = owners.get(address);
      if (owner !== undefined) add(`address ${address} is replica ${owner}'s already`);
      owners.set(address, number);
    }
  }
  faults.throwIfAny();
}

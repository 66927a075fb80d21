import type * as pulumi from "@pulumi/pulumi";
import type { AddressMode } from "../dual-stack-network/network-spec.ts";
import type { Faults } from "../faults.ts";
import { canonicalAddress, familyOf } from "../ip-text.ts";
import type { Families, Family } from "../stack-mode.ts";

/** A backup as a volume declares it. */
export interface VolumeBackup {
  /** `hourly`, `daily`, `weekly`, `monthly`, or five fields of cron. */
  schedule: string;
  /** How many copies are kept; at least 1. */
  copies: number;
  /** Data centre where the copies lie: another than the server's. */
  site: string;
}

/** What servers of one role are made from. */
export interface ServerModel {
  imageId: pulumi.Input<string>;
  /** Needs a disk: see `ServerFlavor`. */
  flavorId: pulumi.Input<string>;
  /** User data as cloud-init reads it; a change makes the server anew (its data volume stays). No secrets in it. */
  cloudInit?: string;
  /** Size of a volume of its own, kept when the server is made anew. */
  dataVolumeGb?: number;
  /** Volume type of that volume; without one the cloud's default holds, which need not be encrypted (BLK-01). */
  dataVolumeType?: string;
  /** How that volume is backed up: written on it as metadata, for those who run the backups (BLK-02). */
  backup?: VolumeBackup;
  keyPair?: pulumi.Input<string>;
}

/** Where a server is attached; a `DualStackNetwork` has all of it. */
export interface ServerNetwork {
  networkId: pulumi.Input<string>;
  ipv4SubnetId?: pulumi.Input<string>;
  ipv6SubnetId?: pulumi.Input<string>;
  ipv6AddressMode?: AddressMode;
}

/** A server's own addresses, from the address plan. */
export interface FixedAddresses {
  ipv4?: string;
  /** Left out on a SLAAC network, where Neutron derives it from the port's hardware address. */
  ipv6?: string;
}

/** One fixed address of a port, in canonical text. */
export interface FixedAddress {
  family: Family;
  /** Absent: the network gives one. */
  address?: string;
}

/** Notes what is wrong with what servers are made from, whatever their addresses. */
export function checkServer(
  { model, securityGroupIds }: { model: ServerModel; securityGroupIds: readonly unknown[] },
  faults: Faults,
): void {
  if (securityGroupIds.length === 0) {
    faults.add("securityGroupIds is empty, and Neutron would take the project's default group");
  }
  if (model.dataVolumeGb !== undefined) faults.wholeNumber("model.dataVolumeGb", model.dataVolumeGb, 1);
}

/**
 * The addresses of a server's port, IPv4 first. Notes every fault: an address of the wrong family, a family that the mode
 * needs is missing, an IPv6 address for a subnet that gives its own (Neutron refuses it).
 */
export function fixedAddresses(
  network: ServerNetwork,
  addresses: FixedAddresses,
  { required, allowed }: Families,
  faults: Pick<Faults, "add">,
): FixedAddress[] {
  const subnetIds = { ipv4: network.ipv4SubnetId, ipv6: network.ipv6SubnetId };
  const automatic = (family: Family): boolean => family === "ipv6" && network.ipv6AddressMode !== "dhcpv6-stateful";
  return allowed.flatMap((family): FixedAddress[] => {
    if (subnetIds[family] === undefined) {
      if (required.includes(family)) faults.add(`its network has no ${family} subnet and its mode needs one`);
      return [];
    }
    const address = addresses[family];
    if (address === undefined) {
      if (automatic(family)) return [{ family }];
      if (required.includes(family)) faults.add(`${family} address is missing: give the one of the address plan`);
      return [];
    }
    if (automatic(family)) {
      faults.add(
        `${family} address '${address}' on a ${network.ipv6AddressMode ?? "automatic"} subnet, which gives its own: leave it out, or choose dhcpv6-stateful`,
      );
    }
    if (familyOf(address) !== family || address.includes("/")) {
      faults.add(`${family} address '${address}' is no ${family === "ipv4" ? "IPv4" : "IPv6"} address`);
      return [];
    }
    return [{ family, address: canonicalAddress(address) }];
  });
}

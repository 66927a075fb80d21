import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What holds data or addresses, by type: its end is a loss that making it anew does not undo. Everything else (rules,
 * groups, interfaces, quotas, roles, users, flavors, passwords) is as it was once it is made anew.
 */
const HOLDING: Readonly<Record<string, string>> = {
  "openstack:blockstorage/volume:Volume": "volume",
  "openstack:compute/instance:Instance": "server",
  "openstack:dns/zone:Zone": "DNS zone",
  "openstack:identity/project:Project": "project",
  "openstack:images/image:Image": "image",
  "openstack:loadbalancer/loadBalancer:LoadBalancer": "load balancer",
  "openstack:networking/addressScope:AddressScope": "address scope",
  "openstack:networking/floatingIp:FloatingIp": "floating address",
  "openstack:networking/network:Network": "network",
  "openstack:networking/port:Port": "port",
  "openstack:networking/router:Router": "router",
  "openstack:networking/subnet:Subnet": "subnet",
  "openstack:networking/subnetPool:SubnetPool": "subnet pool",
  "openstack:objectstorage/container:Container": "object container",
  "openstack:sharedfilesystem/share:Share": "share",
};

/** Inputs whose change empties a resource that stays: a server is rebuilt from another image. */
const EMPTYING: Readonly<Record<string, readonly string[]>> = {
  "openstack:compute/instance:Instance": ["imageId", "imageName"],
};

/**
 * Inputs that the cloud reports empty once what they name is gone; the provider then replaces the resource, and an engine
 * that does not know the new value yet previews no more than an update.
 */
const LOST: Readonly<Record<string, readonly string[]>> = {
  "openstack:compute/instance:Instance": ["flavorId", "flavorName"],
};

/** Inputs whose change replaces a resource (`ForceNew` of terraform-provider-openstack 3.4.0), by type. */
const REPLACING = JSON.parse(readFileSync(join(import.meta.dirname, "replacing-inputs.json"), "utf8")) as Record<
  string,
  string[]
>;

/** What a person calls a kind whose end is a loss, such as "floating address"; undefined for any other. */
export function holdingKind(type: string): string | undefined {
  return HOLDING[type];
}

/** Inputs whose change empties a resource of this type without replacing it. */
export function emptyingInputs(type: string): readonly string[] {
  return EMPTYING[type] ?? [];
}

/** Inputs of this type that are empty in the cloud once what they name is gone from it: then the resource is replaced. */
export function lostInputs(type: string): readonly string[] {
  return LOST[type] ?? [];
}

/** Inputs whose change replaces a resource of this type; undefined where nobody wrote them down. */
export function replacingInputs(type: string): readonly string[] | undefined {
  return REPLACING[type];
}

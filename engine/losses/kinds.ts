import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Text } from "../../model/text.ts";

/**
 * What holds data or addresses, by type: its end is a loss that making it anew does not undo. Everything else (rules,
 * groups, interfaces, quotas, roles, users, flavors, passwords) is as it was once it is made anew.
 */
const HOLDING: Readonly<Record<string, Text>> = {
  "openstack:blockstorage/volume:Volume": { en: "volume", vi: "ổ đĩa" },
  "openstack:compute/instance:Instance": { en: "server", vi: "máy chủ" },
  "openstack:dns/zone:Zone": { en: "DNS zone", vi: "vùng DNS" },
  "openstack:identity/project:Project": { en: "project", vi: "dự án" },
  "openstack:images/image:Image": { en: "image", vi: "ảnh đĩa" },
  "openstack:loadbalancer/loadBalancer:LoadBalancer": { en: "load balancer", vi: "bộ cân bằng tải" },
  "openstack:networking/addressScope:AddressScope": { en: "address scope", vi: "phạm vi địa chỉ" },
  "openstack:networking/floatingIp:FloatingIp": { en: "floating address", vi: "địa chỉ nổi" },
  "openstack:networking/network:Network": { en: "network", vi: "mạng" },
  "openstack:networking/port:Port": { en: "port", vi: "cổng mạng" },
  "openstack:networking/router:Router": { en: "router", vi: "bộ định tuyến" },
  "openstack:networking/subnet:Subnet": { en: "subnet", vi: "mạng con" },
  "openstack:networking/subnetPool:SubnetPool": { en: "subnet pool", vi: "pool mạng con" },
  "openstack:objectstorage/container:Container": { en: "object container", vi: "vùng chứa đối tượng" },
  "openstack:sharedfilesystem/share:Share": { en: "share", vi: "thư mục chia sẻ" },
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
export function holdingKind(type: string): Text | undefined {
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

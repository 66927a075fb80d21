import { bothOf } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy, type Violation } from "../../policy.ts";
import {
  booleanOf,
  cloudName,
  knownList,
  knownText,
  numberOf,
  recordOf,
  textOf,
  type Known,
} from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { INSTANCE, VOLUME, VOLUME_TYPE } from "../../resources/types.ts";
import { enumerate, violation, type Fault } from "../../violation.ts";

/** Security level from which data lie on storage of their own (TT 12/2022 Đ9.9c). */
const STRICT_LEVEL = 3;
/** Zones whose volumes hold the agency's records, whatever the level. */
const DATA_ZONES: readonly string[] = ["db", "storage"];
/** A volume made from one of these takes over its type. */
const ORIGINS: readonly string[] = ["sourceVolId", "snapshotId", "backupId", "sourceReplica"];
/** What Nova makes a new volume of, with a type of its own. */
const MADE_OF: readonly string[] = ["image", "blank"];

/** BLK-01. Cinder has no tags: zone and level of a volume stand in its metadata, else the level is the stack's. */
export const volumeEncrypted: ResourcePolicy = {
  id: "BLK-01",
  slug: "volume-encrypted",
  title: "Volumes with records are encrypted and on storage of their level",
  kind: "resource",
  level: "mandatory",
  levelNote: "advisory for zones db and storage below level 3; silent elsewhere below level 3",
  serves: ["R1-02", "TT 12/2022/TT-BTTTT Đ9.9c"],
  source: [
    "TT 12/2022/TT-BTTTT Đ9.9c (own logical storage partition)",
    "NĐ 331/2026/NĐ-CP Đ30.8",
    "Cinder, Volume encryption supported by the key manager",
  ],
  why: "Disks leave a data centre by theft, repair and disposal, and a storage backend shared with less protected systems makes their weakness this system's. Encryption and a partition of its own keep the records where they belong.",
  fix: "set volumeType to an encrypted type whose backend is this level's alone",
  check(resource, context) {
    if (resource.type === VOLUME) return checkVolume(resource, context);
    if (resource.type === INSTANCE) return checkServer(resource, context);
    return resource.type === VOLUME_TYPE ? checkType(resource, context) : [];
  },
};

function checkVolume(volume: JudgedResource, context: PolicyContext): Violation[] {
  const copies = ORIGINS.some((input) => textOf(volume.inputs[input]) !== undefined);
  const type = textOf(volume.inputs["volumeType"]);
  const demand = demandOf(volume, context);
  if (!demand || (copies && type === undefined)) return [];
  return faultsOf(type, demand, context).map((fault) => violation(volumeEncrypted, volume, fault));
}

/** Volumes that Nova makes for a server, of an image or empty; others take over their source's type. */
function checkServer(server: JudgedResource, context: PolicyContext): Violation[] {
  const demand = demandOf(server, context);
  if (!demand) return [];
  return knownList(server.inputs["blockDevices"]).flatMap((entry, index) => {
    const device = recordOf(entry) ?? {};
    const made =
      knownText(device["destinationType"]) === "volume" && MADE_OF.includes(knownText(device["sourceType"]) ?? "");
    if (!made) return [];
    return faultsOf(textOf(device["volumeType"]), demand, context).map(({ found, ...fault }) =>
      violation(volumeEncrypted, server, { ...fault, found: `${bothOf(found).en} (blockDevices[${index}])` }),
    );
  });
}

/** What is asked of the volumes of a resource, if anything is. */
interface Demand {
  where: string;
  strict: boolean;
}

function demandOf(resource: JudgedResource, context: PolicyContext): Demand | undefined {
  const zone = labelOf(resource, "zone");
  const level = numberOf(labelOf(resource, "securityLevel")) ?? context.securityLevel;
  if (level === UNKNOWN) return undefined;
  if (level !== undefined && level >= STRICT_LEVEL) return { where: `at security level ${level}`, strict: true };
  const records = typeof zone === "string" && DATA_ZONES.includes(zone);
  return records ? { where: `in zone ${zone}`, strict: false } : undefined;
}

function faultsOf(type: Known<string>, { where, strict }: Demand, context: PolicyContext): Fault[] {
  if (type === UNKNOWN) return [];
  const { encryptedVolumeTypes: encrypted, dedicatedVolumeTypes: dedicated } = context;
  const wanted = `an encrypted volume type${among(encrypted)}`;
  const severity = strict ? {} : { level: "advisory" as const };
  if (type === undefined)
    return [{ found: `${where} names no volume type, so the cloud's default holds`, wanted, ...severity }];
  const faults: Fault[] = [];
  if (encrypted && !encrypted.includes(type)) {
    const found = `${where} has the volume type ${type}, which is not known as encrypted`;
    faults.push({ found, wanted, ...severity });
  }
  if (strict && dedicated && !dedicated.includes(type)) {
    const found = `${where} has the volume type ${type}, whose backend lower levels use too`;
    faults.push({ found, wanted: `a type with a backend of its own${among(dedicated)}` });
  }
  return faults;
}

/** A type that is this level's alone must not be offered to every project. */
function checkType(type: JudgedResource, context: PolicyContext): Violation[] {
  if (knownText(type.inputs["name"]) === undefined && textOf(type.inputs["name"]) === UNKNOWN) return [];
  if (!context.dedicatedVolumeTypes?.includes(cloudName(type))) return [];
  const open = booleanOf(type.inputs["isPublic"]);
  // Cinder's default is a public type.
  if (open === false || open === UNKNOWN) return [];
  return [
    violation(volumeEncrypted, type, {
      found: "is kept for systems of one level and is public",
      wanted: "a type that only the projects of that level can use",
      fix: "set isPublic to false and give single projects access by VolumeTypeAccessV3",
    }),
  ];
}

function among(types: readonly string[] | undefined): string {
  return types && types.length > 0 ? ` (${enumerate(types)})` : "";
}

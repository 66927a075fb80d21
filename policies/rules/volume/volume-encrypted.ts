import { listed, type Text } from "../../messages/text.ts";
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
import { type Fault, violation } from "../../violation.ts";

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
  title: {
    en: "Volumes with records are encrypted and on storage of their level",
    vi: "Ổ đĩa có hồ sơ được mã hóa và nằm trên kho lưu trữ đúng cấp độ",
  },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "advisory for zones db and storage below level 3; silent elsewhere below level 3",
    vi: "chỉ khuyến nghị với vùng db và storage dưới cấp độ 3; nơi khác dưới cấp độ 3 không xét",
  },
  serves: ["R1-02", "TT 12/2022/TT-BTTTT Đ9.9c"],
  source: [
    "TT 12/2022/TT-BTTTT Đ9.9c (own logical storage partition)",
    "NĐ 331/2026/NĐ-CP Đ30.8",
    "Cinder, Volume encryption supported by the key manager",
  ],
  why: {
    en: "Disks leave a data centre by theft, repair and disposal, and a storage backend shared with less protected systems makes their weakness this system's. Encryption and a partition of its own keep the records where they belong.",
    vi: "Đĩa rời trung tâm dữ liệu vì bị lấy cắp, đem sửa hay thải bỏ; kho lưu trữ dùng chung với hệ thống ít được bảo vệ hơn khiến điểm yếu của hệ thống đó thành điểm yếu của mình. Mã hóa và vùng lưu trữ riêng giữ hồ sơ ở đúng chỗ.",
  },
  fix: {
    en: "set volumeType to an encrypted type whose backend is this level's alone",
    vi: "đặt volumeType là một loại được mã hóa, có kho lưu trữ dành riêng cho cấp độ này",
  },
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
    return faultsOf(textOf(device["volumeType"]), demand, context).map(({ found: { en, vi }, ...fault }) => {
      const place = `blockDevices[${index}]`;
      return violation(volumeEncrypted, server, {
        ...fault,
        found: { en: `${en} (${place})`, vi: `${vi} (${place})` },
      });
    });
  });
}

type TypeFault = Fault & { found: Text };

/** What is asked of the volumes of a resource, if anything is. */
interface Demand {
  where: Text;
  strict: boolean;
}

function demandOf(resource: JudgedResource, context: PolicyContext): Demand | undefined {
  const zone = labelOf(resource, "zone");
  const level = numberOf(labelOf(resource, "securityLevel")) ?? context.securityLevel;
  if (level === UNKNOWN) return undefined;
  if (level !== undefined && level >= STRICT_LEVEL)
    return { where: { en: `at security level ${level}`, vi: `ở cấp độ ${level}` }, strict: true };
  const records = typeof zone === "string" && DATA_ZONES.includes(zone);
  return records ? { where: { en: `in zone ${zone}`, vi: `trong vùng ${zone}` }, strict: false } : undefined;
}

function faultsOf(type: Known<string>, { where, strict }: Demand, context: PolicyContext): TypeFault[] {
  if (type === UNKNOWN) return [];
  const { encryptedVolumeTypes: encrypted, dedicatedVolumeTypes: dedicated } = context;
  const wanted = {
    en: `an encrypted volume type${among(encrypted).en}`,
    vi: `một loại ổ đĩa được mã hóa${among(encrypted).vi}`,
  };
  const severity = strict ? {} : { level: "advisory" as const };
  if (type === undefined)
    return [
      {
        found: {
          en: `${where.en} names no volume type, so the cloud's default holds`,
          vi: `${where.vi} không nêu loại ổ đĩa, nên dùng loại mặc định của đám mây`,
        },
        wanted,
        ...severity,
      },
    ];
  const faults: TypeFault[] = [];
  if (encrypted && !encrypted.includes(type)) {
    const found = {
      en: `${where.en} has the volume type ${type}, which is not known as encrypted`,
      vi: `${where.vi} có loại ổ đĩa ${type}, chưa được biết là đã mã hóa`,
    };
    faults.push({ found, wanted, ...severity });
  }
  if (strict && dedicated && !dedicated.includes(type)) {
    const found = {
      en: `${where.en} has the volume type ${type}, whose backend lower levels use too`,
      vi: `${where.vi} có loại ổ đĩa ${type}, mà kho lưu trữ của nó cấp độ thấp hơn cũng dùng`,
    };
    faults.push({
      found,
      wanted: {
        en: `a type with a backend of its own${among(dedicated).en}`,
        vi: `một loại có kho lưu trữ riêng${among(dedicated).vi}`,
      },
    });
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
      found: {
        en: "is kept for systems of one level and is public",
        vi: "dành cho hệ thống của một cấp độ mà lại để công khai",
      },
      wanted: {
        en: "a type that only the projects of that level can use",
        vi: "một loại chỉ dự án của cấp độ đó dùng được",
      },
      fix: {
        en: "set isPublic to false and give single projects access by VolumeTypeAccessV3",
        vi: "đặt isPublic thành false và cho từng dự án dùng bằng VolumeTypeAccessV3",
      },
    }),
  ];
}

function among(types: readonly string[] | undefined): Text {
  if (!types || types.length === 0) return { en: "", vi: "" };
  const { en, vi } = listed(types);
  return { en: ` (${en})`, vi: ` (${vi})` };
}

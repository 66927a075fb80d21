import { UNKNOWN, type ResourcePolicy } from "../../policy.ts";
import { booleanOf, knownList, knownText, numberOf, recordOf } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** A volume that stands for itself: Nova only attaches it. */
const STANDING = "volume";
/** What Nova makes a volume of beside it. */
const MADE: readonly string[] = ["blank", "snapshot"];

/**
 * BLK-03. The volume that a server boots from goes with it, as its local disk would; the others hold what it works on. A
 * server whose data may be lost says `stateful: "false"` in its metadata.
 */
export const dataOutlivesServer: ResourcePolicy = {
  id: "BLK-03",
  slug: "data-outlives-server",
  title: { en: "A server's data outlive it", vi: "Dữ liệu còn lại khi máy chủ bị xóa" },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "advisory for volumes that Nova makes with the server",
    vi: "khuyến nghị đối với ổ đĩa do Nova tạo cùng máy chủ",
  },
  serves: ["R1-12", "R1-13"],
  source: ["Nova API reference, servers: block_device_mapping_v2.delete_on_termination"],
  why: {
    en: "A server is replaced for many reasons: another image, another flavor, another user data. With deleteOnTermination its data volume is deleted in the same moment, and no trash can keeps it.",
    vi: "Máy chủ bị thay vì nhiều lý do: đổi ảnh đĩa, đổi cấu hình máy, đổi user data. Với deleteOnTermination, ổ dữ liệu bị xóa ngay lúc đó và không có thùng rác nào giữ lại.",
  },
  fix: {
    en: 'set deleteOnTermination to false, or say stateful: "false" in the server\'s metadata if the data may be lost',
    vi: 'đặt deleteOnTermination là false, hoặc ghi stateful: "false" trong metadata của máy chủ nếu dữ liệu được phép mất',
  },
  check(server) {
    if (server.type !== INSTANCE) return [];
    const stateful = labelOf(server, "stateful");
    if (stateful === "false" || stateful === UNKNOWN) return [];
    return knownList(server.inputs["blockDevices"]).flatMap((entry, index) => {
      const source = sourceOfData(recordOf(entry) ?? {});
      if (source === undefined) return [];
      return [
        violation(dataOutlivesServer, server, {
          found: {
            en: `deletes the data volume blockDevices[${index}] (sourceType ${source}) when it is deleted`,
            vi: `xóa ổ dữ liệu blockDevices[${index}] (sourceType ${source}) khi bị xóa`,
          },
          wanted: { en: "data that outlive the server", vi: "dữ liệu còn lại sau máy chủ" },
          ...(source === STANDING ? {} : { level: "advisory" as const }),
        }),
      ];
    });
  },
};

/** What a data volume that goes with its server is made of; undefined for every other device. */
function sourceOfData(device: Record<string, unknown>): string | undefined {
  const boot = numberOf(device["bootIndex"]);
  // A number that is not written is the provider's 0: the volume that the server boots from.
  if (typeof boot !== "number" || boot === 0 || booleanOf(device["deleteOnTermination"]) !== true) return undefined;
  const source = knownText(device["sourceType"]);
  const made = MADE.includes(source ?? "") && knownText(device["destinationType"]) === "volume";
  return source === STANDING || made ? source : undefined;
}

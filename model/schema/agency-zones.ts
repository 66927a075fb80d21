import { z } from "zod";
import { fromStandard } from "./about.ts";
import { nameOf, whole } from "./fields.ts";

const zoneSettings = z
  .strictObject({
    subnets: whole(1, 16, {
      en: "Number of subnets, each an IPv6 /64 with its IPv4 twin.",
      vi: "Số mạng con, mỗi mạng gồm một /64 IPv6 và một tiền tố IPv4 đi kèm.",
      examples: [2],
      otherwise: { en: "1", vi: "1" },
    }).optional(),
    mode: z
      .literal("v6-only")
      .meta({
        en: "`v6-only`: the zone's networks and the servers on them have no IPv4, whatever the agency's mode is.",
        vi: "`v6-only`: các mạng trong vùng và máy chủ trên đó không có IPv4, dù cơ quan dùng mode nào.",
        examples: ["v6-only"],
        otherwise: { en: "the agency's mode", vi: "theo mode của cơ quan" },
      })
      .optional(),
  })
  .meta({ en: "Settings of one zone.", vi: "Thiết lập của một vùng mạng.", examples: [{ subnets: 2 }] });

const zoneName = nameOf("zones", { en: "Zone code.", vi: "Mã vùng mạng.", examples: ["lan"] });

const removed = z.literal(false).meta({ en: "Leaves the standard's zone out.", vi: "Bỏ vùng này của chuẩn." });

/** `zones` of an agency's file. */
export const agencyZones = z
  .union([
    z
      .array(zoneName)
      .meta({ en: "Zones to add to the standard's.", vi: "Các vùng thêm vào chuẩn.", examples: [["lan"]] }),
    z.record(zoneName, z.union([removed, zoneSettings])).meta({
      en: "Zones to add or change, or `false` to leave one out.",
      vi: "Các vùng thêm hoặc sửa; ghi `false` để bỏ.",
      examples: [{ app: { subnets: 2 } }],
    }),
  ])
  .meta({
    en: "Zones beside those of the standard: a list adds them, a map also sets their number of subnets and their mode, or leaves one out with `false`.",
    vi: "Các vùng mạng ngoài chuẩn: danh sách để thêm; dạng khóa-giá trị để đặt số mạng con và mode, hoặc bỏ bằng `false`.",
    examples: [["lan"], { app: { subnets: 2 }, db: false }],
    otherwise: fromStandard,
  });

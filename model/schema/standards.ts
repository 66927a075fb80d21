import { z } from "zod";
import {
  agencyKind,
  label,
  nameOf,
  ownName,
  phase,
  quotas,
  securityBaselineCode,
  securityLevel,
  stage,
  text,
  whole,
} from "./fields.ts";

const zoneName = nameOf("zones", { en: "Zone code.", vi: "Mã vùng mạng.", examples: ["dmz"] });

const server = z
  .strictObject({
    template: nameOf("templates", { en: "VM template.", vi: "Mẫu máy chủ.", examples: ["web"] }),
    zone: nameOf("zones", {
      en: "Zone, if not the template's.",
      vi: "Vùng, nếu khác vùng của mẫu.",
      examples: ["dmz"],
    }).optional(),
    replicas: whole(1, 14, {
      en: "How many, if more than one.",
      vi: "Số máy, nếu nhiều hơn một.",
      examples: [2],
    }).optional(),
    publish: z
      .boolean()
      .meta({
        en: "Whether the Internet reaches it.",
        vi: "Có truy cập được từ Internet hay không.",
        examples: [true],
      })
      .optional(),
    host: whole(2, 63, {
      en: "First host number, if not the template's.",
      vi: "Số thứ tự đầu, nếu khác mẫu.",
      examples: [4],
    }).optional(),
    dataVolumeGb: whole(1, 16_384, {
      en: "Data volume in GiB, if not the template's.",
      vi: "Ổ dữ liệu (GiB), nếu khác mẫu.",
      examples: [20],
    }).optional(),
  })
  .meta({ en: "A standard server.", vi: "Một máy chủ chuẩn." });

/** What a tenant of one kind holds when its file says nothing. */
export const standard = z
  .strictObject({
    description: text({ en: "Whom the standard is for.", vi: "Chuẩn dành cho ai.", examples: ["A department"] }),
    securityLevel: securityLevel.meta({ en: "Security level.", vi: "Cấp độ an toàn.", examples: [3] }),
    phase: phase.meta({ en: "Phase of the IPv6 plan.", vi: "Giai đoạn của kế hoạch IPv6.", examples: [3] }),
    stage: stage.meta({ en: "Stage of the transition.", vi: "Bước chuyển đổi.", examples: ["pilot"] }),
    dataCentre: nameOf("dataCentres", { en: "Data centre.", vi: "Trung tâm dữ liệu.", examples: ["dc-a"] }),
    zones: z
      .array(zoneName)
      .min(1)
      .meta({ en: "Zones of the tenant.", vi: "Các vùng của hệ thống.", examples: [["dmz", "app"]] }),
    servers: z.record(ownName, server).meta({ en: "Servers by name.", vi: "Các máy chủ theo tên." }),
    quotas: quotas.meta({ en: "Limits of the OpenStack project.", vi: "Hạn mức của dự án OpenStack." }),
    minSecurityLevel: securityLevel.optional().meta({
      en: "Security level that no agency of the kind may go below.",
      vi: "Cấp độ an toàn mà không cơ quan nào của loại này được hạ xuống dưới.",
      examples: [2],
      otherwise: { en: "any level; a lower one than the standard's is told", vi: "cấp bất kỳ; hạ cấp thì được nêu ra" },
    }),
    quotaLimits: quotas
      .partial()
      .optional()
      .meta({
        en: "How far an agency of the kind may raise its quotas by itself.",
        vi: "Mức tối đa mà cơ quan thuộc loại này được tự tăng hạn mức.",
        examples: [{ instances: 32 }],
        otherwise: { en: "any; a raised quota is told", vi: "mức bất kỳ; tăng thì được nêu ra" },
      }),
    subnetsPerZone: whole(1, 16, {
      en: "How many subnets a zone has room for in the address plan.",
      vi: "Số mạng con mà một vùng chứa được trong quy hoạch.",
      examples: [16],
    }),
    hosts: z
      .strictObject({
        first: whole(2, 63, {
          en: "First host number for servers.",
          vi: "Số thứ tự đầu dành cho máy chủ.",
          examples: [2],
        }),
        last: whole(2, 63, {
          en: "Last host number for servers.",
          vi: "Số thứ tự cuối dành cho máy chủ.",
          examples: [15],
        }),
      })
      .meta({
        en: "Host numbers that the address plan gives to servers.",
        vi: "Các số thứ tự mà quy hoạch dành cho máy chủ.",
      }),
  })
  .meta({
    en: "What a tenant of this kind holds when its file says nothing.",
    vi: "Hệ thống loại này có gì khi tệp không ghi gì.",
  });

const added = (level: number) =>
  z.array(zoneName).meta({
    en: `Zones that level ${level} adds.`,
    vi: `Các vùng cấp độ ${level} thêm vào.`,
    examples: [["db", "mgmt"]],
  });

/** The zones that a regulation asks for. */
export const baseline = z
  .strictObject({
    name: label({ en: "The regulation.", vi: "Tên văn bản.", examples: ["Thông tư 12/2022/TT-BTTTT"] }),
    validFrom: z.iso
      .date()
      .meta({ en: "In force from this day on.", vi: "Có hiệu lực từ ngày.", examples: ["2022-10-01"] }),
    addedZones: z
      .strictObject({ 1: added(1), 2: added(2), 3: added(3), 4: added(4), 5: added(5) })
      .meta({ en: "Zones that each level adds to the one below.", vi: "Các vùng mỗi cấp độ thêm vào cấp dưới." }),
  })
  .meta({ en: "Minimum zones by one regulation.", vi: "Vùng mạng tối thiểu theo một văn bản." });

/** stacks/province/standards.yaml */
export const standardsSchema = z
  .strictObject({
    standards: z
      .partialRecord(agencyKind, standard)
      .meta({ en: "Standards by kind of agency.", vi: "Các chuẩn theo loại cơ quan." }),
    securityBaselines: z
      .partialRecord(securityBaselineCode, baseline)
      .meta({ en: "Security baselines by code.", vi: "Các bộ yêu cầu an toàn theo mã." }),
  })
  .meta({
    title: "Standards",
    en: "Standard tenants and security levels.",
    vi: "Hệ thống chuẩn và cấp độ an toàn.",
  });

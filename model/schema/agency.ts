import { z } from "zod";
import { fromRegister, fromStandard } from "./about.ts";
import { evidence } from "./agency-evidence.ts";
import { agencyFlows } from "./agency-flows.ts";
import { agencyServers } from "./agency-servers.ts";
import { agencyZones } from "./agency-zones.ts";
import { agencyKind, code, codeOf, label, mode, nameOf, phase, quotas, securityLevel, stage } from "./fields.ts";

/** stacks/agencies/<code>.yaml: all that an agency's staff edit. */
export const agencySchema = z
  .strictObject({
    code: code(
      {
        en: "Official code of the agency, also the file's name: the electronic code, or the digits of the General Statistics Office, three for a district, five for a commune.",
        vi: "Mã chính thức của cơ quan, cũng là tên tệp: mã định danh, hoặc mã số của Tổng cục Thống kê: ba chữ số với cấp huyện, năm chữ số với cấp xã.",
        examples: ["stttt", "15061"],
        own: true,
      },
      /^(?!constructor$|platform$)([a-z][a-z0-9]{1,15}|[0-9]{3}|[0-9]{5})$/,
    ),
    name: label({
      en: "Official name in Vietnamese; an agency that is registered need not repeat it.",
      vi: "Tên chính thức bằng tiếng Việt; cơ quan đã đăng ký không cần ghi lại.",
      examples: ["Sở Thông tin và Truyền thông"],
      own: true,
      otherwise: fromRegister,
    }).optional(),
    kind: agencyKind
      .meta({
        en: "What kind of agency it is; its standard decides all that this file does not say.",
        vi: "Loại cơ quan; chuẩn của loại quyết định mọi điều tệp này không ghi.",
        examples: ["department"],
        otherwise: fromRegister,
      })
      .optional(),
    dataCentre: nameOf("dataCentres", {
      en: "Data centre in which the tenant lives.",
      vi: "Trung tâm dữ liệu đặt hệ thống.",
      examples: ["dc-a"],
      otherwise: fromStandard,
    }).optional(),
    area: codeOf("areas", {
      en: "For a district or commune: code of the area whose network it belongs to.",
      vi: "Với cấp huyện, cấp xã: mã vùng kết nối mà đơn vị thuộc về.",
      examples: ["389"],
      own: true,
      otherwise: fromRegister,
    }).optional(),
    securityLevel: securityLevel
      .meta({
        en: "Security level of the information system, 1 to 5; it decides which zones are needed.",
        vi: "Cấp độ an toàn hệ thống thông tin, từ 1 đến 5; cấp độ quyết định các vùng mạng cần có.",
        examples: [3],
        otherwise: fromStandard,
      })
      .optional(),
    mode: mode
      .meta({
        en: "Address families: `dual` both; `v6-preferred` both, IPv4 only where needed; `v6-only` no IPv4 at all.",
        vi: "Họ địa chỉ: `dual` cả hai; `v6-preferred` cả hai, IPv4 chỉ khi cần; `v6-only` hoàn toàn không có IPv4.",
        examples: ["dual"],
        otherwise: { en: "the province's stackMode (province.yaml)", vi: "theo stackMode của tỉnh (province.yaml)" },
      })
      .optional(),
    phase: phase
      .meta({
        en: "Phase of the province's IPv6 plan; in phase 1 the rules about IPv6 only advise, from phase 2 on they bind.",
        vi: "Giai đoạn của kế hoạch IPv6; ở giai đoạn 1 quy tắc về IPv6 chỉ khuyến nghị, từ giai đoạn 2 là bắt buộc.",
        examples: [3],
        otherwise: fromStandard,
      })
      .optional(),
    stage: stage
      .meta({
        en: "How far the agency's own transition has come.",
        vi: "Cơ quan đã chuyển đổi đến bước nào.",
        examples: ["pilot"],
        otherwise: fromStandard,
      })
      .optional(),
    evidence: evidence.optional(),
    owner: codeOf("units", {
      en: "Code of the agency that answers for the tenant.",
      vi: "Mã cơ quan chịu trách nhiệm về hệ thống.",
      examples: ["stttt"],
      own: true,
      otherwise: { en: "the agency itself", vi: "chính cơ quan này" },
    }).optional(),
    zones: agencyZones.optional(),
    servers: agencyServers.optional(),
    allow: agencyFlows.optional(),
    quotas: quotas
      .partial()
      .meta({
        en: "Upper limits of the agency's OpenStack project; each one that is absent keeps the standard's value.",
        vi: "Hạn mức của dự án OpenStack; hạn mức nào không ghi thì giữ giá trị của chuẩn.",
        examples: [{ instances: 24 }],
        otherwise: fromStandard,
      })
      .optional(),
  })
  .meta({
    title: "Agency",
    en: "One agency's tenant. The code gives a complete standard tenant; each further key changes one thing.",
    vi: "Hệ thống của một cơ quan. Chỉ cần mã là đủ cho một hệ thống chuẩn; mỗi khóa thêm thay đổi một điều.",
  });

export type AgencyFile = z.output<typeof agencySchema>;

/** An agency's file with what it may leave to the register. */
export type Agency = AgencyFile & { name: string; kind: z.output<typeof agencyKind> };

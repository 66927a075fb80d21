import { z } from "zod";
import { expectedCounts } from "./counts.ts";
import { code, codeOf, label, mode, nameOf, ownName, profileName, securityLevel, text, whole } from "./fields.ts";
import { dnsZones, roas, uniqueLocalPrefixes, uplinks } from "./internet.ts";

const resource = z
  .strictObject({
    family: z.literal([4, 6]).meta({ en: "Address family.", vi: "Họ địa chỉ.", examples: [6] }),
    prefix: z.string().meta({ en: "Registered block.", vi: "Khối địa chỉ đã đăng ký.", examples: ["3fff:38::/40"] }),
    registry: text({ en: "Who registered it.", vi: "Nơi đăng ký.", examples: ["VNNIC"] }),
    status: text({ en: "Status at the registry.", vi: "Trạng thái tại nơi đăng ký.", examples: ["example"] }),
    asn: whole(1, 4_294_967_294, {
      en: "Number of the autonomous system.",
      vi: "Số hiệu mạng.",
      examples: [64496],
    }).optional(),
    document: text({
      en: "Decision or contract.",
      vi: "Quyết định hoặc hợp đồng.",
      examples: ["QĐ 12/QĐ-VNNIC"],
    }).optional(),
    date: z.iso
      .date()
      .meta({ en: "Day of registration.", vi: "Ngày đăng ký.", examples: ["2022-05-04"] })
      .optional(),
  })
  .meta({ en: "One registered block of addresses.", vi: "Một khối địa chỉ đã đăng ký." });

/** A data centre. */
export const dataCentre = z
  .strictObject({
    name: label({ en: "Official name.", vi: "Tên chính thức.", examples: ["Trung tâm tích hợp dữ liệu tỉnh"] }),
    owner: codeOf("units", {
      en: "Code of the agency that owns it.",
      vi: "Mã cơ quan chủ quản.",
      examples: ["vpubnd"],
    }),
    securityLevel: securityLevel.meta({
      en: "Security level of the centre.",
      vi: "Cấp độ an toàn của trung tâm.",
      examples: [3],
    }),
    providesZones: z.array(nameOf("zones", { en: "Zone code.", vi: "Mã vùng mạng.", examples: ["edge"] })).meta({
      en: "Zones that its tenants use without having their own; they count for the tenants' security level.",
      vi: "Các vùng dùng chung cho mọi hệ thống trong trung tâm; được tính khi xét cấp độ an toàn.",
      examples: [["edge", "lan"]],
    }),
    externalNetwork: nameOf("externalNetworks", {
      en: "Its way to the Internet.",
      vi: "Mạng ra Internet.",
      examples: ["internet"],
    }),
  })
  .meta({ en: "One data centre.", vi: "Một trung tâm dữ liệu." });

/** stacks/province.yaml */
export const provinceSchema = z
  .strictObject({
    code: code({
      en: "The province's code (General Statistics Office).",
      vi: "Mã tỉnh (Tổng cục Thống kê).",
      examples: ["38"],
    }),
    name: label({ en: "The province's name.", vi: "Tên tỉnh.", examples: ["Thanh Hóa"] }),
    profile: profileName.meta({
      en: "Shape of the address plan, by the length of the IPv6 root.",
      vi: "Dạng quy hoạch địa chỉ, theo độ dài khối IPv6 gốc.",
      examples: ["P40"],
    }),
    asOf: z.iso
      .date()
      .meta({
        en: "Day that the model describes; reforms after it are known and not yet in force.",
        vi: "Ngày mà mô hình mô tả; các đợt sắp xếp sau ngày này đã biết nhưng chưa có hiệu lực.",
        examples: ["2022-12-14"],
        otherwise: { en: "today", vi: "hôm nay" },
      })
      .optional(),
    register: z
      .strictObject({
        validFrom: z.iso
          .date()
          .meta({ en: "First day of the register.", vi: "Ngày đầu của sổ đăng ký.", examples: ["2022-04-10"] }),
        source: text({
          en: "Where its rows come from.",
          vi: "Nguồn số liệu.",
          examples: ["Danh mục đơn vị hành chính, Tổng cục Thống kê"],
        }),
        expected: expectedCounts.optional(),
      })
      .meta({
        en: "The register of administrative units (province/register/*.csv): since when it holds, and the official counts.",
        vi: "Sổ đơn vị hành chính (province/register/*.csv): có hiệu lực từ khi nào và số lượng chính thức.",
      }),
    enrolled: z
      .union([
        z.literal("all").meta({ en: "Every agency and commune.", vi: "Mọi cơ quan và xã.", examples: ["all"] }),
        z
          .array(codeOf("agencies", { en: "Code of an agency.", vi: "Mã cơ quan.", examples: ["syt"] }))
          .meta({ en: "Codes of agencies.", vi: "Mã các cơ quan.", examples: [["syt", "15064"]] }),
      ])
      .meta({
        en: "Agencies that get a project though they have no file in agencies/: their tenant is the standard of their level.",
        vi: "Các cơ quan được tạo dự án dù chưa có tệp trong agencies/: hệ thống theo chuẩn của cấp.",
        examples: [["syt"], "all"],
        otherwise: { en: "only agencies with a file", vi: "chỉ các cơ quan có tệp" },
      })
      .optional(),
    environment: nameOf("environments", {
      en: "Which environment of province/environments.yaml holds.",
      vi: "Môi trường áp dụng, ghi trong province/environments.yaml.",
      examples: ["example"],
    }),
    stackMode: mode.meta({
      en: "Address families of new tenants.",
      vi: "Họ địa chỉ của hệ thống mới.",
      examples: ["dual"],
    }),
    securityBaseline: nameOf("securityBaselines", {
      en: "Regulation that says which zones a security level needs (province/standards.yaml).",
      vi: "Văn bản quy định vùng mạng tối thiểu theo cấp độ (province/standards.yaml).",
      examples: ["tt12-2022"],
      otherwise: { en: "the one in force at the model's day", vi: "văn bản có hiệu lực vào ngày của mô hình" },
    }).optional(),
    resources: z.array(resource).min(1).meta({ en: "Registered address blocks.", vi: "Các khối địa chỉ đã đăng ký." }),
    uplinks: uplinks.optional(),
    roas: roas.optional(),
    dnsZones: dnsZones.optional(),
    uniqueLocalPrefixes: uniqueLocalPrefixes.optional(),
    dataCentres: z
      .record(ownName, dataCentre)
      .meta({ en: "Data centres by code.", vi: "Các trung tâm dữ liệu theo mã." }),
  })
  .meta({ title: "Province", en: "The province itself.", vi: "Thông tin chung của tỉnh." });

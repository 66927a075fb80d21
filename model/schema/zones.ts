import { z } from "zod";
import { addressMode, label, nameOf, ownName, text, whole } from "./fields.ts";

/** An entry of the zone catalogue. */
export const zone = z
  .strictObject({
    name: label({ en: "Official Vietnamese term.", vi: "Thuật ngữ chính thức.", examples: ["vùng DMZ"] }),
    nibble: whole(0, 15, {
      en: "Fixed place of the zone in every site prefix (AP-10).",
      vi: "Vị trí cố định của vùng trong tiền tố của mọi đơn vị (AP-10).",
      examples: [2],
    }),
    description: text({ en: "What stands in the zone.", vi: "Vùng chứa gì.", examples: ["Public web, mail relay"] }),
    addressMode: addressMode.meta({
      en: "How guests get their IPv6 address (NET-06).",
      vi: "Cách cấp địa chỉ IPv6 (NET-06).",
      examples: ["dhcpv6-stateful"],
    }),
  })
  .meta({ en: "One zone.", vi: "Một vùng mạng." });

const from = nameOf("flowPeers", {
  en: "Zone code, `internet`, or `agency` for another agency's tenant.",
  vi: "Mã vùng, `internet`, hoặc `agency` là hệ thống của cơ quan khác.",
  examples: ["internet"],
});
const to = nameOf("zones", { en: "Zone code.", vi: "Mã vùng mạng.", examples: ["dmz"] });

/** A line of the flow matrix, which may stand for several. */
export const flow = z
  .strictObject({
    from: z.union([from, z.array(from).min(1)]).meta({
      en: "Who opens connections; one or several.",
      vi: "Bên mở kết nối; một hoặc nhiều.",
      examples: ["dmz"],
    }),
    to: z.union([to, z.array(to).min(1)]).meta({
      en: "Zone that takes them; one or several.",
      vi: "Vùng nhận kết nối; một hoặc nhiều.",
      examples: ["app"],
    }),
    services: z
      .array(nameOf("services", { en: "Service name.", vi: "Tên dịch vụ.", examples: ["https"] }))
      .min(1)
      .meta({ en: "Named services.", vi: "Tên các dịch vụ.", examples: [["https"]] }),
    grant: z.enum(["standard", "declared"]).meta({
      en: "`standard`: each tenant with both zones has it; `declared`: only where an agency's file allows it.",
      vi: "`standard`: mọi hệ thống có cả hai vùng đều có; `declared`: chỉ khi tệp của cơ quan khai báo.",
      examples: ["standard"],
    }),
  })
  .meta({ en: "One line of the flow matrix.", vi: "Một dòng của ma trận luồng." });

/** stacks/province/zones.yaml */
export const zonesSchema = z
  .strictObject({
    zones: z.record(ownName, zone).meta({ en: "Zone catalogue by code.", vi: "Danh mục vùng mạng theo mã." }),
    flows: z
      .array(flow)
      .meta({ en: "Allowed flows; all others are denied.", vi: "Các luồng được phép; còn lại đều bị chặn." }),
  })
  .meta({ title: "Zones and flows", en: "The reference network model.", vi: "Mô hình mạng tham chiếu." });

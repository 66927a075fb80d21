import { z } from "zod";
import { label, whole } from "./fields.ts";

const asn = (en: string, vi: string) => whole(1, 4_294_967_294, { en, vi, examples: [64500] });

const carries = (family: 4 | 6) =>
  z
    .boolean()
    .meta({
      en: `Whether the line carries IPv${family}.`,
      vi: `Đường truyền có chạy IPv${family} hay không.`,
      examples: [true],
      otherwise: { en: "true", vi: "true" },
    })
    .optional();

const uplink = z
  .strictObject({
    carrier: label({ en: "Who sells the line.", vi: "Nhà cung cấp đường truyền.", examples: ["Nhà mạng A"] }),
    asn: asn("AS number of the carrier.", "Số hiệu mạng của nhà cung cấp."),
    ipv4: carries(4),
    ipv6: carries(6),
  })
  .meta({
    en: "One line to a carrier.",
    vi: "Một đường truyền tới nhà cung cấp.",
    examples: [{ carrier: "Nhà mạng A", asn: 64500 }],
  });

/** `uplinks` of province.yaml. */
export const uplinks = z
  .array(uplink)
  .min(1)
  .meta({
    en: "Lines to the Internet; each family wants two carriers (R1-27, BGP-02).",
    vi: "Các đường truyền ra Internet; mỗi họ địa chỉ cần hai nhà cung cấp (R1-27, BGP-02).",
    otherwise: { en: "nothing is known of the carriers", vi: "chưa có thông tin về nhà cung cấp" },
  });

const roa = z
  .strictObject({
    prefix: z.string().meta({
      en: "Block that may be announced.",
      vi: "Tiền tố được phép quảng bá.",
      examples: ["3fff:38::/40"],
    }),
    asn: asn("AS number that may announce it.", "Số hiệu mạng được phép quảng bá."),
    maxLength: whole(8, 128, {
      en: "Longest prefix that may be announced of it: the block's own length (RFC 9319).",
      vi: "Độ dài lớn nhất được phép quảng bá: nên bằng chính độ dài của tiền tố (RFC 9319).",
      examples: [40],
    }),
  })
  .meta({
    en: "One route origin authorization (RFC 9582).",
    vi: "Một xác thực nguồn gốc tuyến, ROA (RFC 9582).",
    examples: [{ prefix: "3fff:38::/40", asn: 64496, maxLength: 40 }],
  });

/** `roas` of province.yaml. */
export const roas = z
  .array(roa)
  .min(1)
  .meta({
    en: "Route origin authorizations as the registry has them (AP-15, BGP-03).",
    vi: "Các xác thực nguồn gốc tuyến (ROA) đã khai tại nơi đăng ký (AP-15, BGP-03).",
    otherwise: { en: "nothing is known of them", vi: "chưa có thông tin" },
  });

/** `dnsZones` of province.yaml. */
export const dnsZones = z
  .array(
    z
      .string()
      .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)
      .meta({
        en: "Name of a zone, small letters, without the final dot.",
        vi: "Tên miền, viết thường, không có dấu chấm cuối.",
        examples: ["thanhhoa.example"],
      }),
  )
  .min(1)
  .meta({
    en: "DNS zones of the province's own: their names have addresses of both families (DNS-03).",
    vi: "Các tên miền của tỉnh: tên trong đó cần có địa chỉ cả hai họ (DNS-03).",
    examples: [["thanhhoa.example"]],
    otherwise: { en: "those that the stack itself makes", vi: "các tên miền do chính hệ thống tạo" },
  });

/** `uniqueLocalPrefixes` of province.yaml. */
export const uniqueLocalPrefixes = z
  .array(
    z.string().meta({
      en: "A /48 of fd00::/8, drawn at random once and stored here.",
      vi: "Một /48 trong fd00::/8, chọn ngẫu nhiên một lần và lưu tại đây.",
      examples: ["fd3c:91e7:5a02::/48"],
    }),
  )
  .min(1)
  .meta({
    en: "Unique local prefixes of networks that never reach the Internet (RFC 4193, AP-21, NET-09).",
    vi: "Các tiền tố cục bộ của mạng không ra Internet (RFC 4193, AP-21, NET-09).",
    examples: [["fd3c:91e7:5a02::/48"]],
    otherwise: { en: "no such networks are planned", vi: "không quy hoạch mạng loại này" },
  });

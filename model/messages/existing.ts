import type { Text } from "../text.ts";
import type { Finding } from "./fault.ts";
import { nearest } from "./nearest.ts";

/** What became of the rows of an import; what is passed over is told where there is any. */
export function importCounts(count: { added: number; known: number; planned: number; withoutTenant: number }): Text {
  const { added, known, planned, withoutTenant } = count;
  return {
    en: [
      `${added} new network(s), ${known} known already`,
      ...(planned > 0 ? [`${planned} passed over: the plan itself gives them to that agency`] : []),
      ...(withoutTenant > 0 ? [`${withoutTenant} passed over: they have no tenant`] : []),
    ].join("; "),
    vi: [
      `${added} mạng mới, ${known} mạng đã có`,
      ...(planned > 0 ? [`bỏ qua ${planned} tiền tố mà chính quy hoạch đã cấp cho cơ quan đó`] : []),
      ...(withoutTenant > 0 ? [`bỏ qua ${withoutTenant} tiền tố không ghi đơn vị sử dụng`] : []),
    ].join("; "),
  };
}

/** A cell that should hold a network and does not. */
export function noPrefix(text: string): Finding {
  return {
    message: { en: `"${text}" is no prefix`, vi: `"${text}" không phải một tiền tố` },
    hint: {
      en: "write the network with its length and without host bits, such as 192.168.1.0/24",
      vi: "hãy viết địa chỉ mạng kèm độ dài, không có bit máy trạm, ví dụ 192.168.1.0/24",
    },
  };
}

/** An agency that nobody knows. */
export function noAgency(text: string, known: readonly string[]): Finding {
  const near = nearest(text, known);
  const suggestion = near === undefined ? "" : `\`${near}\``;
  return {
    message: { en: `no unit is called "${text}"`, vi: `không có đơn vị nào tên "${text}"` },
    hint: {
      en:
        near === undefined ? "write the unit's official code" : `did you mean ${suggestion}? its official code is best`,
      vi: near === undefined ? "hãy viết mã chính thức của đơn vị" : `có phải là ${suggestion}? nên dùng mã chính thức`,
    },
  };
}

/** A name that several units share (AP-16). */
export function manyAgencies(text: string, codes: readonly string[]): Finding {
  return {
    message: {
      en: `${codes.length} units are called "${text}"`,
      vi: `có ${codes.length} đơn vị cùng tên "${text}"`,
    },
    hint: { en: `write one of the codes ${codes.join(", ")}`, vi: `hãy viết một trong các mã ${codes.join(", ")}` },
  };
}

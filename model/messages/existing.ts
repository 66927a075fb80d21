import type { Finding } from "./fault.ts";
import { nearest } from "./nearest.ts";

/** A cell that should hold a network and does not. */
export function noPrefix(text: string): Finding {
  return {
    message: { en: `"${text}" is no prefix`, vi: `"${text}" không phải một vùng địa chỉ` },
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

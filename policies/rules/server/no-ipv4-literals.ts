import { listed } from "../../messages/text.ts";
import type { ResourcePolicy } from "../../policy.ts";
import { isLoopbackIpv4, parseCidr } from "../../resources/cidr.ts";
import { guestTexts, placesOf, type Found } from "../../resources/guest-text/guest-texts.ts";
import { ipv6OffIn } from "../../resources/guest-text/ipv6-off.ts";
import { INSTANCE } from "../../resources/types.ts";
import { METADATA_SERVICE } from "../../resources/well-known-addresses.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

const LITERAL = /(?<![\w.:])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g;

/** CMP-05. */
export const noIpv4Literals: ResourcePolicy = {
  id: "CMP-05",
  slug: "no-ipv4-literals",
  title: { en: "Guests are set up by name and keep IPv6 on", vi: "Máy chủ được thiết lập bằng tên và luôn bật IPv6" },
  kind: "resource",
  level: "mandatory",
  levelNote: { en: "advisory while the tenant is not v6-only", vi: "chỉ khuyến nghị khi cơ quan chưa thuần IPv6" },
  serves: ["R1-40", "R2-21"],
  source: ["RFC 6724 (hosts choose among all addresses of a name)", "RFC 8305 (connections by name try both families)"],
  why: {
    en: "An IPv4 address written into a guest stops working on the day IPv4 goes, and a guest that switches IPv6 off is never reached over it. A host name follows both families.",
    vi: "Địa chỉ IPv4 ghi cứng trong máy chủ sẽ ngừng chạy vào ngày bỏ IPv4, và máy chủ tắt IPv6 thì không bao giờ đến được qua IPv6. Tên máy đi theo cả hai họ địa chỉ.",
  },
  fix: {
    en: "use host names instead of IPv4 addresses, and leave IPv6 on",
    vi: "dùng tên máy thay cho địa chỉ IPv4, và để IPv6 bật",
  },
  check(server, context) {
    if (server.type !== INSTANCE) return [];
    const level = isV6Only(server, context) ? {} : { level: "advisory" as const };
    return guestTexts(server).flatMap(({ input, text }) => {
      const literals = placesOf(text, ipv4LiteralsIn);
      const faults = placesOf(text, ipv6OffIn).map(({ line }) =>
        violation(noIpv4Literals, server, {
          found: { en: `switches IPv6 off in ${input}, line ${line}`, vi: `tắt IPv6 trong ${input}, dòng ${line}` },
          wanted: { en: "IPv6 on in every guest", vi: "IPv6 được bật trên mọi máy chủ" },
          fix: { en: "remove that line", vi: "bỏ dòng đó" },
          ...level,
        }),
      );
      if (literals.length > 0) {
        const shown = listed(
          literals.map((literal) => ({
            en: `${literal.shown} on line ${literal.line}`,
            vi: `${literal.shown} ở dòng ${literal.line}`,
          })),
        );
        const found = {
          en: `has IPv4 addresses in ${input}: ${shown.en}`,
          vi: `có địa chỉ IPv4 trong ${input}: ${shown.vi}`,
        };
        faults.push(
          violation(noIpv4Literals, server, {
            found,
            wanted: {
              en: "host names, which both families answer to",
              vi: "tên máy, mà cả hai họ địa chỉ đều trả lời",
            },
            ...level,
          }),
        );
      }
      return faults;
    });
  },
};

function ipv4LiteralsIn(text: string): Found[] {
  return [...text.matchAll(LITERAL)]
    .filter(({ 0: literal }) => isLiteral(literal))
    .map(({ 0: shown, index: offset }) => ({ offset, shown }));
}

function isLiteral(text: string): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && !isLoopbackIpv4(cidr) && !METADATA_SERVICE.includes(cidr.canonical);
}

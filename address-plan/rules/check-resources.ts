import type { Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { bitsOf, contains, isSame } from "../prefixes/address.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import { addressFinding } from "./finding.ts";

/** A block that the province holds, as it stands at the registry. */
export interface HeldResource {
  family: 4 | 6;
  prefix: string;
  registry: string;
  status: string;
  asn?: number;
  document?: string;
  date?: string;
}

/** A prefix as it is announced to the Internet, with the maxLength of its ROA (RFC 9582). */
export interface Announcement {
  prefix: string;
  maxLength: number;
}

const UNIQUE_LOCAL = parsePrefix("fc00::/7");
const RANDOM_UNIQUE_LOCAL = parsePrefix("fd00::/8");

/**
 * AP-01: where addresses are registered ones, the IPv6 root is a block of the province's own: allocated by VNNIC, with
 * date, document and AS number; not lent by a provider, not unique local. Elsewhere nothing is asked.
 */
export function checkRegistration(
  ledger: Ledger,
  resources: readonly HeldResource[],
  addresses: "documentation" | "registered",
): Finding[] {
  if (addresses === "documentation") return [];
  const root = parsePrefix(ledger.root6);
  const held = resources.find(({ prefix }) => contains(parsePrefix(prefix), root));
  // A root that lies in no resource at all is AP-04.
  if (!held) return [];
  const faults: [boolean, string | Text, string | Text][] = [
    [
      held.registry !== "VNNIC",
      `registry ${held.registry}`,
      {
        en: "VNNIC: addresses of a provider go back when its contract ends",
        vi: "VNNIC: địa chỉ của nhà cung cấp phải trả lại khi hết hợp đồng",
      },
    ],
    [held.status !== "allocated", `status ${held.status}`, "status allocated"],
    [
      held.date === undefined,
      { en: "no date of the allocation", vi: "thiếu ngày cấp" },
      { en: "its date", vi: "có ngày cấp" },
    ],
    [
      held.document === undefined,
      { en: "no document", vi: "thiếu văn bản" },
      { en: "the document of the allocation", vi: "có văn bản cấp" },
    ],
    [
      held.asn === undefined,
      { en: "no AS number", vi: "thiếu số hiệu mạng (AS)" },
      { en: "the AS number that announces it", vi: "có số hiệu mạng (AS) quảng bá khối này" },
    ],
    [
      contains(UNIQUE_LOCAL, root),
      { en: "unique local addresses", vi: "địa chỉ cục bộ (ULA)" },
      { en: "global addresses (RFC 4291 section 2.5.4)", vi: "địa chỉ toàn cầu (RFC 4291 mục 2.5.4)" },
    ],
  ];
  return faults
    .filter(([isFault]) => isFault)
    .map(([, found, wanted]) =>
      addressFinding("AP-01", held.prefix, {
        found,
        wanted,
        fix: {
          en: "fill in stacks/province.yaml from the registry's decision, or plan with documentation addresses until it is there",
          vi: "hãy điền stacks/province.yaml theo quyết định cấp, hoặc quy hoạch bằng địa chỉ dành cho tài liệu cho đến khi có",
        },
      }),
    );
}

/** AP-15: announced prefixes are /48 (IPv4: /24) or larger, and a ROA allows no more than what is announced (RFC 9319). */
export function checkAnnouncements(announcements: readonly Announcement[]): Finding[] {
  return announcements.flatMap(({ prefix, maxLength }) => {
    const { family, length } = parsePrefix(prefix);
    const longest = family === 6 ? 48 : 24;
    const findings: Finding[] = [];
    if (length > longest) {
      findings.push(
        addressFinding("AP-15", prefix, {
          found: { en: `an announcement of a /${length}`, vi: `quảng bá một /${length}` },
          wanted: {
            en: `/${longest} or larger; others filter what is smaller (RFC 7454 section 6.1.3)`,
            vi: `/${longest} hoặc lớn hơn; khối nhỏ hơn bị mạng khác lọc (RFC 7454 mục 6.1.3)`,
          },
          fix: { en: "announce the block as it was allocated", vi: "hãy quảng bá khối như đã được cấp" },
        }),
      );
    }
    if (maxLength !== length) {
      findings.push(
        addressFinding("AP-15", prefix, {
          found: `maxLength ${maxLength}`,
          wanted: {
            en: `${length}, the length that is announced (RFC 9319 section 5)`,
            vi: `${length}, đúng độ dài được quảng bá (RFC 9319 mục 5)`,
          },
          fix: { en: "make one ROA for each announced prefix", vi: "hãy tạo một ROA cho mỗi tiền tố được quảng bá" },
        }),
      );
    }
    return findings;
  });
}

/** A ROA as the registry has it (RFC 9582). */
export interface OriginAuthorization extends Announcement {
  asn: number;
}

const isAnnounced = ({ asn, registry }: HeldResource): boolean => asn !== undefined && registry !== "RFC 1918";

/**
 * What the province announces by its resources: each IPv6 or public IPv4 block with an AS number, as it was allocated,
 * with the maxLength of its ROA; and the parts of them that have a ROA of their own. Without any ROA known, a block's
 * own length.
 */
export function announcementsOf(
  resources: readonly HeldResource[],
  roas: readonly OriginAuthorization[] = [],
): Announcement[] {
  const whole = resources
    .filter(
      (resource) =>
        isAnnounced(resource) && !roas.some((roa) => isSame(parsePrefix(roa.prefix), parsePrefix(resource.prefix))),
    )
    .map(({ prefix }) => ({ prefix, maxLength: parsePrefix(prefix).length }));
  return [...whole, ...roas.map(({ prefix, maxLength }) => ({ prefix, maxLength }))];
}

/**
 * AP-15, the other half: each announced block has a ROA for its AS number, and each ROA is for a block of the province's
 * own (RFC 6811 section 2: what only another AS may announce is invalid). Where addresses are documentation ones and no
 * ROA is known, nobody could have published any: what is missing is advice then.
 */
export function checkRoas(
  resources: readonly HeldResource[],
  roas: readonly OriginAuthorization[],
  addresses: "documentation" | "registered" = "documentation",
): Finding[] {
  const level = roas.length === 0 && addresses === "documentation" ? "advisory" : "mandatory";
  const announced = resources.filter(isAnnounced);
  const missing = announced
    .filter(
      ({ prefix, asn }) => !roas.some((roa) => roa.asn === asn && isSame(parsePrefix(roa.prefix), parsePrefix(prefix))),
    )
    .map(({ prefix, asn }) =>
      addressFinding("AP-15", prefix, {
        level,
        found: { en: `no ROA of it for AS${asn}`, vi: `chưa có ROA của khối này cho AS${asn}` },
        wanted: {
          en: `one with maxLength ${parsePrefix(prefix).length}: without it nobody can tell a hijacked route from the real one (RFC 6811)`,
          vi: `một ROA với maxLength ${parsePrefix(prefix).length}: không có thì không ai phân biệt được tuyến bị chiếm với tuyến thật (RFC 6811)`,
        },
        fix: {
          en: "have the registry publish it, then add it to `roas` of stacks/province.yaml",
          vi: "hãy đề nghị VNNIC công bố, rồi thêm vào `roas` của stacks/province.yaml",
        },
      }),
    );
  const foreign = roas
    .filter(({ prefix }) => !announced.some((own) => contains(parsePrefix(own.prefix), parsePrefix(prefix))))
    .map(({ prefix, asn }) =>
      addressFinding("AP-15", prefix, {
        found: {
          en: `a ROA for AS${asn} outside the announced resources`,
          vi: `ROA cho AS${asn} nằm ngoài các tài nguyên được quảng bá`,
        },
        wanted: {
          en: "ROAs for blocks that the province holds with an AS number",
          vi: "ROA cho những khối tỉnh đang giữ có số hiệu mạng (AS)",
        },
        fix: {
          en: "add the block to `resources` of stacks/province.yaml with its `asn`, or take the ROA out",
          vi: "hãy thêm khối vào `resources` của stacks/province.yaml kèm `asn`, hoặc bỏ ROA",
        },
      }),
    );
  return [...missing, ...foreign];
}

/**
 * AP-21: unique local prefixes are /48 of fd00::/8 whose 40 bits look drawn (RFC 4193 section 3.2.2). Of random ones,
 * one in five hundred is refused with the memorable ones: draw again.
 */
export function checkUniqueLocal(prefixes: readonly string[]): Finding[] {
  return prefixes.flatMap((text) => {
    const prefix = parsePrefix(text);
    if (!contains(UNIQUE_LOCAL, prefix)) return [];
    const found = faultOfUniqueLocal(prefix);
    if (found === undefined) return [];
    return [
      addressFinding("AP-21", text, {
        found,
        wanted: {
          en: "a /48 of fd00::/8 with 40 random bits, such as fd3c:91e7:5a02::/48",
          vi: "một /48 trong fd00::/8 với 40 bit ngẫu nhiên, ví dụ fd3c:91e7:5a02::/48",
        },
        fix: {
          en: "draw one once, store it, and number the network by it",
          vi: "hãy chọn ngẫu nhiên một lần, lưu lại, và đánh địa chỉ mạng theo đó",
        },
      }),
    ];
  });
}

function faultOfUniqueLocal(prefix: { family: 4 | 6; value: bigint; length: number }): string | Text | undefined {
  if (!contains(RANDOM_UNIQUE_LOCAL, prefix)) {
    return {
      en: "fc00::/8, which nobody may assign (RFC 4193 section 3.1)",
      vi: "fc00::/8, không ai được tự cấp (RFC 4193 mục 3.1)",
    };
  }
  if (prefix.length < 48) return { en: `a /${prefix.length}`, vi: `một /${prefix.length}` };
  const globalId = (prefix.value >> BigInt(bitsOf(6) - 48)) & 0xff_ffff_ffffn;
  const digits = globalId.toString(16).padStart(10, "0");
  if (new Set(digits).size >= 4 && !/(.)\1{3}/.test(digits)) return undefined;
  return { en: `global id ${digits}, which is no random one`, vi: `global id ${digits}, không phải ngẫu nhiên` };
}

import { listed, type Text } from "../../messages/text.ts";
import { UNKNOWN, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { contains, isGlobalUnicast, isUniqueLocal, liesIn, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { documentationOf, purposeText, specialPurposeOf } from "../../resources/special-purpose-prefixes.ts";
import { RECORD_SET } from "../../resources/types.ts";
import { type Fault, violation } from "../../violation.ts";
import { readRecordSet } from "./record-sets.ts";

const MAPPED_IPV4 = parseCidr("::ffff:0:0/96")!;
const LINK_LOCAL = parseCidr("fe80::/10")!;

/** DNS-02. */
export const aaaaSane: ResourcePolicy = {
  id: "DNS-02",
  slug: "aaaa-sane",
  title: {
    en: "AAAA records hold global addresses of the plan",
    vi: "Bản ghi AAAA chứa địa chỉ toàn cầu thuộc quy hoạch",
  },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "documentation addresses are refused in production and staging only",
    vi: "địa chỉ dành cho tài liệu chỉ bị từ chối ở môi trường production và staging",
  },
  why: {
    en: "A client that is given an address it can't reach waits before it tries another. A wrong AAAA record is worse than none.",
    vi: "Máy khách nhận một địa chỉ không đến được sẽ phải chờ rồi mới thử địa chỉ khác. Bản ghi AAAA sai còn tệ hơn không có.",
  },
  serves: ["R1-08"],
  source: [
    "RFC 6890",
    "RFC 4291 section 2.5.5.2",
    "RFC 4193 section 4.4: no unique local address in the global DNS",
    "RFC 3849",
    "RFC 9637",
  ],
  fix: {
    en: "write the server's global address of the plan: province address show",
    vi: "ghi địa chỉ toàn cầu của máy chủ theo quy hoạch: province address show",
  },
  check(resource, context) {
    if (resource.type !== RECORD_SET) return [];
    const { type, records } = readRecordSet(resource);
    if (type !== "AAAA" || records === UNKNOWN) return [];
    return records.flatMap((record) => {
      const fault = record === UNKNOWN ? undefined : faultOf(record, context);
      return fault ? [violation(aaaaSane, resource, fault)] : [];
    });
  },
};

function faultOf(record: string, context: PolicyContext): Fault | undefined {
  const cidr = parseCidr(record);
  const wanted = { en: "a global IPv6 address of the plan", vi: "một địa chỉ IPv6 toàn cầu thuộc quy hoạch" };
  if (!cidr || cidr.family !== 6 || record.includes("/"))
    return { found: { en: `has ${record}, no IPv6 address`, vi: `có ${record}, không phải địa chỉ IPv6` }, wanted };
  const kind = kindOf(cidr, context);
  if (kind) return { found: { en: `has ${record}, ${kind.en}`, vi: `có ${record}, ${kind.vi}` }, wanted };
  const aggregates = context.aggregates?.ipv6;
  if (!aggregates || liesIn(aggregates, cidr)) return undefined;
  return {
    found: { en: `has ${record}, which is outside the plan`, vi: `có ${record}, nằm ngoài quy hoạch` },
    wanted: { en: `an address inside ${listed(aggregates).en}`, vi: `một địa chỉ nằm trong ${listed(aggregates).vi}` },
  };
}

/** What kind of address it is that no public name may have. */
function kindOf(cidr: Cidr, context: PolicyContext): Text | undefined {
  if (contains(MAPPED_IPV4, cidr)) return { en: "an IPv4-mapped address", vi: "là địa chỉ ánh xạ IPv4" };
  if (contains(LINK_LOCAL, cidr)) return { en: "a link-local address", vi: "là địa chỉ cục bộ của liên kết" };
  if (isUniqueLocal(cidr)) return { en: "a unique local address", vi: "là địa chỉ cục bộ (ULA)" };
  const special = specialPurposeOf(cidr);
  if (special) return purposeText(special);
  if (!isGlobalUnicast(cidr))
    return { en: "outside global unicast space (2000::/3)", vi: "nằm ngoài không gian địa chỉ toàn cầu (2000::/3)" };
  const live =
    context.environment === "production" || context.environment === "staging" || context.addresses === "registered";
  const documentation = live ? documentationOf(cidr) : undefined;
  return documentation && purposeText(documentation);
}

import { UNKNOWN, type StackPolicy, type Violation } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { violation } from "../../violation.ts";
import { bareName, RecordSets, zoneNames, zoneOfName, type RecordSet } from "./record-sets.ts";

/** DNS-03. Names of others, outside our zones, are theirs to mend. */
export const nsMxDual: StackPolicy = {
  id: "DNS-03",
  slug: "ns-mx-dual",
  title: {
    en: "Name servers and mail servers have AAAA records",
    vi: "Máy chủ tên miền và máy chủ thư có bản ghi AAAA",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  why: {
    en: "Web sites are moved first and name and mail servers forgotten: then a resolver or a mail server with IPv6 alone can't even ask. Mail over IPv6 from hosts that SPF does not name is thrown away.",
    vi: "Trang web thường được chuyển trước, còn máy chủ tên miền và máy chủ thư bị quên: khi đó máy chủ phân giải tên hoặc máy chủ thư thuần IPv6 không thể hỏi được. Thư gửi qua IPv6 từ máy không có trong SPF sẽ bị bỏ.",
  },
  serves: ["R1-08", "R1-38"],
  source: ["RFC 3901 section 3 (BCP 91)", "RFC 3974 section 2", "RFC 7208 section 5.6 (ip4 and ip6)"],
  fix: {
    en: "add a RecordSet of type AAAA for the server's name",
    vi: "thêm một RecordSet loại AAAA cho tên của máy chủ",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const sets = new RecordSets(graph);
    const ours = new Set([...zoneNames(graph).zones.keys(), ...(context.dnsZones ?? []).map(bareName)]);
    return [
      ...["NS", "MX"].flatMap((type) => sets.ofType(type).flatMap((set) => checkTargets(set, sets, ours))),
      ...sets.ofType("TXT").flatMap(checkSpf),
    ];
  },
};

function checkTargets(set: RecordSet, sets: RecordSets, ours: ReadonlySet<string>): Violation[] {
  if (set.records === UNKNOWN) return [];
  return set.records.flatMap((record) => {
    if (record === UNKNOWN) return [];
    // `10 mail.example.`: the target of an MX record stands after its preference; `0 .` takes no mail (RFC 7505).
    const target = bareName(record.trim().split(/\s+/).at(-1) ?? "");
    if (target === "" || zoneOfName(target, ours) === undefined || !sets.surelyLacks("AAAA", target)) return [];
    const kind = sets.find("A", target)
      ? { en: "has A only", vi: "chỉ có A" }
      : { en: "has no AAAA", vi: "không có AAAA" };
    return [
      violation(nsMxDual, set.resource, {
        found: {
          en: `(${String(set.type)}) leads to ${target}, which ${kind.en}`,
          vi: `(${String(set.type)}) dẫn đến ${target}, mà tên này ${kind.vi}`,
        },
        wanted: {
          en: "an AAAA record for each name and mail server of our zones",
          vi: "bản ghi AAAA cho mỗi máy chủ tên miền và máy chủ thư thuộc các vùng DNS của mình",
        },
      }),
    ];
  });
}

function checkSpf({ resource, records }: RecordSet): Violation[] {
  if (records === UNKNOWN) return [];
  return records.flatMap((record) => {
    if (record === UNKNOWN) return [];
    // Strings of one record are joined without a space (RFC 7208 section 3.3).
    const text = record.trim().replaceAll(/"\s+"/g, "").replaceAll('"', "").toLowerCase();
    if (!/^v=spf1(\s|$)/.test(text)) return [];
    const terms = text.split(/\s+/);
    const has = (mechanism: string) => terms.some((term) => term.replace(/^[+?~-]/, "").startsWith(`${mechanism}:`));
    if (!has("ip4") || has("ip6")) return [];
    return [
      violation(nsMxDual, resource, {
        found: { en: "is an SPF record with ip4 and without ip6", vi: "là bản ghi SPF có ip4 mà không có ip6" },
        wanted: {
          en: "the mail servers' IPv6 prefixes beside the IPv4 ones",
          vi: "tiền tố IPv6 của các máy chủ thư bên cạnh tiền tố IPv4",
        },
        fix: { en: "add ip6:<prefix> to the SPF record", vi: "thêm ip6:<tiền tố> vào bản ghi SPF" },
      }),
    ];
  });
}

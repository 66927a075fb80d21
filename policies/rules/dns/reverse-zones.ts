import { listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrIn } from "../../resources/cidr.ts";
import { knownList, knownText, recordOf, tagOf } from "../../resources/inputs.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT } from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { bareName, RecordSets, zoneNames, zoneOfName } from "./record-sets.ts";
import { IPV4_REVERSE, IPV6_REVERSE, isNibbleName, isReverse, reverseName } from "./reverse-names.ts";

/** The zone whose servers want PTR records: mail and others look them up. */
const NAMED_ZONE = "dmz";

/** DNS-04. Silent in a stack without DNS zones: they are made elsewhere. */
export const reverseZones: StackPolicy = {
  id: "DNS-04",
  slug: "reverse-zones",
  title: {
    en: "Addresses have names: reverse zones of both families",
    vi: "Địa chỉ có tên: vùng ngược của cả hai họ địa chỉ",
  },
  kind: "stack",
  level: "advisory",
  why: {
    en: "Mail servers refuse senders without a PTR record, and logs full of bare IPv6 addresses are hard to read. A delegation without its zone answers with an error and a delay.",
    vi: "Máy chủ thư từ chối bên gửi không có bản ghi PTR, và nhật ký toàn địa chỉ IPv6 thì khó đọc. Ủy quyền mà không có vùng ngược sẽ trả lời bằng lỗi và độ trễ.",
  },
  serves: ["R1-25", "AP-19"],
  source: ["RFC 3596 section 2.5", "RFC 8501", "RFC 1912 section 2.1"],
  fix: {
    en: "add a Zone with the prefix's nibbles in reverse under ip6.arpa, as province address show names it",
    vi: "thêm một Zone có các chữ số của tiền tố viết ngược dưới ip6.arpa, như province address show cho biết",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const { zones, complete } = zoneNames(graph);
    return [
      ...[...zones].flatMap(([name, zone]) => checkName(name, zone)),
      ...(complete ? checkDelegations(zones, context) : []),
      ...checkServers(zones, graph),
    ];
  },
};

function checkName(name: string, zone: JudgedResource): Violation[] {
  if (!isReverse(name, IPV6_REVERSE) || isNibbleName(name)) return [];
  return [
    violation(reverseZones, zone, {
      found: { en: `is ${name}`, vi: `là ${name}` },
      wanted: {
        en: "one hexadecimal digit in each label under ip6.arpa",
        vi: "mỗi nhãn dưới ip6.arpa một chữ số thập lục phân",
      },
    }),
  ];
}

function checkDelegations(zones: ReadonlyMap<string, JudgedResource>, context: PolicyContext): Violation[] {
  const first = [...zones.values()][0];
  if (!first) return [];
  const missing = (context.reverseZones ?? []).map(bareName).filter((name) => zoneOfName(name, zones) === undefined);
  const faults: Violation[] = [];
  if (missing.length > 0) {
    const shown = missing.slice(0, 3);
    const left = missing.length - 3;
    const names = left > 0 ? [...shown, { en: `${left} more`, vi: `${left} vùng nữa` }] : shown;
    faults.push(
      violation(reverseZones, first, {
        found: { en: `is in a stack without ${listed(names).en}`, vi: `thuộc một stack không có ${listed(names).vi}` },
        wanted: { en: "a reverse zone for each delegated prefix", vi: "một vùng ngược cho mỗi tiền tố được ủy quyền" },
        fix: { en: "add a Zone of that name", vi: "thêm một Zone tên đó" },
      }),
    );
  }
  // What the delegations say has been said; without them each family's zones tell of the other's.
  if (context.reverseZones) return faults;
  const of = (root: string) => [...zones].find(([name]) => isReverse(name, root))?.[1];
  const [ipv6, ipv4] = [of(IPV6_REVERSE), of(IPV4_REVERSE)];
  const subject = ipv4 ?? ipv6;
  if (!subject || (ipv4 && ipv6) || (ipv6 && context.mode === "v6-only")) return faults;
  const lacks = ipv4 ? IPV6_REVERSE : IPV4_REVERSE;
  faults.push(
    violation(reverseZones, subject, {
      found: {
        en: `is a reverse zone of ${ipv4 ? "IPv4" : "IPv6"}, and the stack has none under ${lacks}`,
        vi: `là vùng ngược của ${ipv4 ? "IPv4" : "IPv6"}, còn stack không có vùng nào dưới ${lacks}`,
      },
      wanted: { en: "reverse zones of both families", vi: "vùng ngược của cả hai họ địa chỉ" },
      fix: { en: `add the Zone of the same place under ${lacks}`, vi: `thêm Zone của cùng nơi đó dưới ${lacks}` },
    }),
  );
  return faults;
}

/** Servers of the public zone whose addresses lie in a reverse zone of this stack. */
function checkServers(zones: ReadonlyMap<string, JudgedResource>, graph: ResourceGraph): Violation[] {
  if (![...zones.keys()].some((name) => isReverse(name, IPV6_REVERSE) || isReverse(name, IPV4_REVERSE))) return [];
  const sets = new RecordSets(graph);
  return graph.all(PORT).flatMap((port) => {
    if (zoneTag(port, graph) !== NAMED_ZONE) return [];
    return knownList(port.inputs["fixedIps"]).flatMap((entry) => {
      const address = knownText(recordOf(entry)?.["ipAddress"]);
      const cidr = cidrIn(address);
      const name = cidr && reverseName(cidr);
      if (!name || zoneOfName(name, zones) === undefined || !sets.surelyLacks("PTR", name)) return [];
      return [
        violation(reverseZones, port, {
          found: {
            en: `of zone ${NAMED_ZONE} has ${address} without a PTR record`,
            vi: `thuộc vùng ${NAMED_ZONE} có ${address} mà không có bản ghi PTR`,
          },
          wanted: {
            en: `a PTR record for servers of zone ${NAMED_ZONE}`,
            vi: `bản ghi PTR cho máy chủ thuộc vùng ${NAMED_ZONE}`,
          },
          fix: { en: `add a RecordSet of type PTR named ${name}.`, vi: `thêm một RecordSet loại PTR tên ${name}.` },
        }),
      ];
    });
  });
}

function zoneTag(port: JudgedResource, graph: ResourceGraph): string | undefined {
  const own = tagOf(port, "zone");
  if (own !== undefined) return own === UNKNOWN ? undefined : own;
  const network = resourceOf(graph.networkOf(port));
  const zone = network && tagOf(network, "zone");
  return zone === UNKNOWN ? undefined : zone;
}

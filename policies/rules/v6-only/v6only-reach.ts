import { listed, type Text } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { contains, liesIn, parseCidr } from "../../resources/cidr.ts";
import { knownText, listOf, numberOf, recordOf, tagOf, textOf } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, SUBNET } from "../../resources/types.ts";
import { isV6Only, USER_ZONES } from "../../resources/zones.ts";
import { type Fault, violation } from "../../violation.ts";

/** RFC 6052 section 2.1. */
const WELL_KNOWN = "64:ff9b::/96";
/** For translation inside one network (RFC 8215). */
const LOCAL_USE = parseCidr("64:ff9b:1::/48")!;
/** Only a /96 leaves the IPv4 address whole in the last 32 bits (RFC 6052 section 2.2). */
const PREFIX_LENGTH = 96;
/** How long a translator's mappings are kept (NĐ 333/2026/NĐ-CP). */
const MIN_LOG_MONTHS = 12;
/** DHCPv4 option 108, IPv6-Only Preferred, by its number and the names that DHCP servers give it (RFC 8925). */
const OPTION_108: readonly string[] = ["108", "option:108", "ipv6-only", "v6-only-preferred"];
/** Smallest value of the option that hosts take as it is (MIN_V6ONLY_WAIT, RFC 8925 section 3.4). */
const MIN_WAIT_SECONDS = 300;

/**
 * V6O-02. In a tenant of mode v6-only or v6-preferred, and for the zone v6only of any tenant: what leads to hosts that
 * still have IPv4 alone. Silent for a program of which neither mode nor NAT64 is known.
 */
export const v6onlyReach: StackPolicy = {
  id: "V6O-02",
  slug: "v6only-reach",
  title: { en: "Hosts without IPv4 still reach IPv4", vi: "Máy không có IPv4 vẫn đến được IPv4" },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-40"],
  source: [
    "RFC 6146 and RFC 6147 (NAT64, DNS64)",
    "RFC 6052 section 2 (prefixes)",
    "RFC 8781 (PREF64 in router advertisements)",
    "RFC 8925 (IPv6-Only Preferred option for DHCPv4)",
    "NĐ 333/2026/NĐ-CP Đ20 to Đ22 (log retention)",
  ],
  why: {
    en: "Parts of the Internet will have IPv4 alone for years. An IPv6-only host gets there through NAT64 and DNS64 only, and where the translator keeps no log, nobody can say later who went there.",
    vi: "Một phần Internet còn chỉ có IPv4 trong nhiều năm. Máy thuần IPv6 chỉ đến đó được qua NAT64 và DNS64, và nơi bộ chuyển đổi không lưu nhật ký thì về sau không ai biết ai đã đến đó.",
  },
  fix: {
    en: "declare nat64 of the province (prefix, dns64Servers, pref64, logRetentionMonths), and give the subnets its DNS64 servers",
    vi: "khai báo nat64 của tỉnh (prefix, dns64Servers, pref64, logRetentionMonths), và cho các mạng con dùng máy chủ DNS64 đó",
  },
  check(resources, context) {
    if (context.mode === undefined && context.nat64 === undefined) return [];
    const graph = graphOf(resources);
    const subnets = graph.all(SUBNET).filter((subnet) => familyOf(subnet) === 6 && isConcerned(subnet, context));
    return [
      ...checkDeclaration(subnets, context),
      ...subnets.flatMap((subnet) => checkResolvers(subnet, context)),
      ...(context.mode === "v6-preferred" ? graph.all(PORT).flatMap((port) => checkPort(port, graph)) : []),
    ];
  },
};

function isConcerned(subnet: JudgedResource, context: PolicyContext): boolean {
  return context.mode === "v6-preferred" || isV6Only(subnet, context);
}

/** What the province declares, once for the stack: on its first subnet by URN. */
function checkDeclaration(subnets: readonly JudgedResource[], { nat64, aggregates }: PolicyContext): Violation[] {
  const [bearer] = subnets.toSorted((a, b) => compare(a.urn, b.urn));
  if (!bearer) return [];
  const faults: Fault[] = [];
  if (!nat64) {
    faults.push({
      about: ["mode"],
      found: {
        en: "has hosts without IPv4 and the province declares no NAT64",
        vi: "có máy không có IPv4, mà tỉnh chưa khai báo NAT64",
      },
      wanted: { en: "NAT64 and DNS64 behind every IPv6-only zone", vi: "NAT64 và DNS64 phía sau mọi vùng thuần IPv6" },
    });
  } else {
    const prefix = prefixFault(nat64.prefix, aggregates?.ipv6);
    if (prefix)
      faults.push({
        found: {
          en: `is served by a NAT64 whose prefix ${nat64.prefix} ${prefix.en}`,
          vi: `dùng NAT64 có tiền tố ${nat64.prefix} ${prefix.vi}`,
        },
        wanted: { en: `${WELL_KNOWN}, or a /96 of the plan`, vi: `${WELL_KNOWN}, hoặc một /96 thuộc quy hoạch` },
        fix: { en: "mend prefix of nat64", vi: "sửa prefix của nat64" },
      });
    if (nat64.dns64Servers.length === 0)
      faults.push({
        found: { en: "is served by a NAT64 without DNS64 servers", vi: "dùng NAT64 không có máy chủ DNS64" },
        wanted: { en: "one or more DNS64 servers", vi: "ít nhất một máy chủ DNS64" },
        fix: { en: "name dns64Servers of nat64", vi: "ghi dns64Servers của nat64" },
      });
    if (!nat64.pref64)
      faults.push({
        found: {
          en: "is served by a NAT64 whose prefix no router advertises",
          vi: "dùng NAT64 có tiền tố mà không bộ định tuyến nào quảng bá",
        },
        wanted: { en: "PREF64 in router advertisements", vi: "PREF64 trong quảng bá bộ định tuyến" },
        fix: {
          en: "have the edge's routers advertise PREF64 (Neutron's own cannot), and set pref64 of nat64",
          vi: "cho bộ định tuyến biên quảng bá PREF64 (bộ định tuyến của Neutron không làm được), và đặt pref64 của nat64",
        },
      });
    if (nat64.logRetentionMonths < MIN_LOG_MONTHS)
      faults.push({
        found: {
          en: `is served by a NAT64 that keeps its log for ${nat64.logRetentionMonths} months`,
          vi: `dùng NAT64 chỉ lưu nhật ký ${nat64.logRetentionMonths} tháng`,
        },
        wanted: { en: `${MIN_LOG_MONTHS} months or more`, vi: `từ ${MIN_LOG_MONTHS} tháng trở lên` },
        fix: {
          en: "raise logRetentionMonths of nat64, and the log's storage with it",
          vi: "tăng logRetentionMonths của nat64, và tăng chỗ lưu nhật ký theo đó",
        },
      });
  }
  return faults.map((fault) => violation(v6onlyReach, bearer, fault));
}

function prefixFault(text: string, aggregates: readonly string[] | undefined): Text | undefined {
  const prefix = parseCidr(text);
  if (!prefix || prefix.family !== 6) return { en: "is no IPv6 prefix", vi: "không phải tiền tố IPv6" };
  if (prefix.length !== PREFIX_LENGTH) return { en: `is a /${prefix.length}`, vi: `là một /${prefix.length}` };
  if (prefix.canonical === WELL_KNOWN || contains(LOCAL_USE, prefix)) return undefined;
  return !aggregates || liesIn(aggregates, prefix)
    ? undefined
    : { en: "is not of the plan", vi: "không thuộc quy hoạch" };
}

/** Hosts without IPv4 need DNS64 whichever resolver they ask; those with both need it once. */
function checkResolvers(subnet: JudgedResource, context: PolicyContext): Violation[] {
  const servers = listOf(subnet.inputs["dnsNameservers"]);
  if (!context.nat64 || context.nat64.dns64Servers.length === 0 || servers === UNKNOWN) return [];
  const translating = new Set(context.nat64.dns64Servers.map(canonical));
  const plain = servers.filter((server) => server !== UNKNOWN && !translating.has(canonical(knownText(server) ?? "")));
  const enough = isV6Only(subnet, context) ? plain.length === 0 : plain.length < servers.length;
  if (enough && servers.length > 0) return [];
  const found =
    servers.length === 0
      ? { en: "names no resolver", vi: "không nêu máy chủ phân giải tên" }
      : {
          en: `names resolvers that do no DNS64: ${listed(plain.map(String)).en}`,
          vi: `nêu máy chủ phân giải tên không làm DNS64: ${listed(plain.map(String)).vi}`,
        };
  const wanted = {
    en: `DNS64 servers (${listed(context.nat64.dns64Servers).en})`,
    vi: `máy chủ DNS64 (${listed(context.nat64.dns64Servers).vi})`,
  };
  return [
    violation(v6onlyReach, subnet, {
      found,
      wanted,
      fix: { en: "set dnsNameservers to the DNS64 servers", vi: "đặt dnsNameservers là các máy chủ DNS64" },
    }),
  ];
}

function canonical(address: string): string {
  return parseCidr(address)?.canonical ?? address;
}

/** In a zone of people's devices with both families, a host that can do without IPv4 must be told so. */
function checkPort(port: JudgedResource, graph: ResourceGraph): Violation[] {
  const network = graph.networkOf(port);
  if (network.kind !== "resource") return [];
  const zone = tagOf(port, "zone") ?? tagOf(network.resource, "zone");
  if (typeof zone !== "string" || !USER_ZONES.includes(zone)) return [];
  const mixed = ([4, 6] as const).every((family) =>
    graph.subnetsOf(network.resource).some((subnet) => familyOf(subnet) === family),
  );
  if (!mixed) return [];
  const options = listOf(port.inputs["extraDhcpOptions"]);
  if (options === UNKNOWN || options.includes(UNKNOWN)) return [];
  const option = options.map(recordOf).find((entry) => {
    const name = textOf(entry?.["name"]);
    return name === UNKNOWN || (name !== undefined && OPTION_108.includes(name.toLowerCase()));
  });
  const wanted = {
    en: `DHCPv4 option 108 with ${MIN_WAIT_SECONDS} seconds or more in a zone of both families`,
    vi: `tùy chọn DHCPv4 108 từ ${MIN_WAIT_SECONDS} giây trở lên trong vùng có cả hai họ địa chỉ`,
  };
  const fix = {
    en: `add extraDhcpOptions { name: "108", value: "1800", ipVersion: 4 }`,
    vi: `thêm extraDhcpOptions { name: "108", value: "1800", ipVersion: 4 }`,
  };
  if (!option)
    return [
      violation(v6onlyReach, port, {
        found: {
          en: `in zone ${zone} has no DHCPv4 option 108`,
          vi: `trong vùng ${zone} không có tùy chọn DHCPv4 108`,
        },
        wanted,
        fix,
      }),
    ];
  const wait = numberOf(option["value"]);
  if (typeof wait !== "number" || wait >= MIN_WAIT_SECONDS) return [];
  return [
    violation(v6onlyReach, port, {
      found: {
        en: `in zone ${zone} has DHCPv4 option 108 with ${wait} seconds`,
        vi: `trong vùng ${zone} có tùy chọn DHCPv4 108 với ${wait} giây`,
      },
      wanted,
      fix,
    }),
  ];
}

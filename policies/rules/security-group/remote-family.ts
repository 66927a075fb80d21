import { bothOf, type Text } from "../../messages/text.ts";
import type { JudgedResource, PolicyContext, ResourcePolicy, Violation } from "../../policy.ts";
import { contains, isAny, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { knownList, knownText } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { rulesOf, throughAddressGroups } from "../../resources/security-group/address-group.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { ADDRESS_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { isOwnedByNobody } from "../../resources/well-known-addresses.ts";
import { USER_ZONES, zonePrefixes } from "../../resources/zones.ts";
import { type Fault, named, violation } from "../../violation.ts";

/** No organisation has more than a /32; wider sources are mistakes. */
const SHORTEST_IPV6 = 32;
/** Protocols that Neutron refuses in rules of ethertype IPv4, by all the names that it knows. */
const IPV6_ONLY = "icmpv6 ipv6-icmp ipv6-encap ipv6-frag ipv6-nonxt ipv6-opts ipv6-route 41 43 44 58 59 60".split(" ");

/** What users' rules name at the least: their temporary addresses change (RFC 8981). */
const USER_LENGTH = 64;
/** What the flow matrix lets the Internet reach (reference network model). */
const PUBLIC_PORTS: readonly number[] = [25, 53, 80, 443];

/** SEC-09. The addresses of a group are judged in the group, its families and ::/0 in the rules that name it. */
export const remoteFamily: ResourcePolicy = {
  id: "SEC-09",
  slug: "remote-family",
  title: {
    en: "A rule's prefix fits its family and is written canonically",
    vi: "Tiền tố của quy tắc khớp họ địa chỉ và viết đúng chuẩn",
  },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "advisory for ::/0 on ports that the flow matrix does not open to the Internet",
    vi: "chỉ khuyến nghị với ::/0 trên những cổng mà ma trận luồng không mở ra Internet",
  },
  serves: ["R1-02", "R2-19", "AP-23"],
  source: [
    "RFC 5952",
    "RFC 8981 (temporary addresses)",
    "The provider only lower-cases the text and replaces the rule when it changes",
    "Neutron API: of an address group a rule takes the addresses of its own ethertype",
  ],
  why: {
    en: "A prefix of the wrong family is refused by Neutron at the worst moment; one that is not canonical shows a change at every refresh; and a single user's IPv6 address changes daily.",
    vi: "Tiền tố sai họ địa chỉ bị Neutron từ chối đúng lúc xấu nhất; tiền tố viết không chuẩn hiện thay đổi mỗi lần làm mới; và địa chỉ IPv6 của một người dùng đổi hằng ngày.",
  },
  fix: {
    en: "write the prefix of the rule's own family in canonical text, as narrow as the peer",
    vi: "viết tiền tố thuộc họ địa chỉ của quy tắc theo dạng chuẩn, hẹp đúng bằng đầu xa",
  },
  check(resource, context) {
    if (resource.type === ADDRESS_GROUP) return checkGroup(resource, context);
    if (resource.type !== SEC_GROUP_RULE) return [];
    const text = knownText(resource.inputs["remoteIpPrefix"]);
    const ethertype = knownText(resource.inputs["ethertype"]);
    const protocol = knownText(resource.inputs["protocol"])?.toLowerCase();
    if (ethertype === "IPv4" && protocol !== undefined && IPV6_ONLY.includes(protocol)) {
      return [violation(remoteFamily, resource, protocolFault(protocol))];
    }
    if (text === undefined || (ethertype !== "IPv4" && ethertype !== "IPv6")) return [];
    const fault = judgePrefix(bothOf("remoteIpPrefix"), text, context, ethertype);
    if (fault) return [violation(remoteFamily, resource, fault)];
    const rule = readRule(resource);
    return rule ? checkEveryone(rule) : [];
  },
  checkStack(resources) {
    const graph = graphOf(resources);
    return [
      ...graph.all(SEC_GROUP_RULE).flatMap((rule) => checkFamily(rule, graph)),
      ...throughAddressGroups(resources, checkEveryone),
    ];
  },
};

function protocolFault(protocol: string): Fault {
  return {
    found: { en: `has ethertype IPv4 and protocol ${protocol}`, vi: `có ethertype IPv4 và protocol ${protocol}` },
    wanted: {
      en: "protocols of IPv6 in rules of ethertype IPv6",
      vi: "giao thức của IPv6 trong quy tắc có ethertype IPv6",
    },
    fix: {
      en: "set ethertype IPv6, or protocol icmp for ICMP of IPv4",
      vi: "đặt `ethertype` là IPv6, hoặc `protocol` là icmp cho ICMP của IPv4",
    },
  };
}

function checkGroup(group: JudgedResource, context: PolicyContext): Violation[] {
  return knownList(group.inputs["addresses"]).flatMap((address) => {
    const text = knownText(address);
    const fault = text === undefined ? undefined : judgePrefix({ en: "the address", vi: "địa chỉ" }, text, context);
    return fault ? [violation(remoteFamily, group, fault)] : [];
  });
}

/** What is wrong with a prefix by itself; the first thing that is. `ethertype` is that of the rule that has it. */
function judgePrefix(
  input: Text,
  text: string,
  context: PolicyContext,
  ethertype?: "IPv4" | "IPv6",
): Fault | undefined {
  const found = { en: `has ${input.en} ${text}`, vi: `có ${input.vi} ${text}` };
  const cidr = parseCidr(text);
  const wantedPrefix =
    ethertype === undefined
      ? { en: "a prefix", vi: "một tiền tố" }
      : { en: `an ${ethertype} prefix`, vi: `một tiền tố ${ethertype}` };
  if (!cidr) return { found, wanted: wantedPrefix };
  if (ethertype !== undefined && cidr.family !== (ethertype === "IPv4" ? 4 : 6)) {
    return {
      found: {
        en: `has ethertype ${ethertype} and ${input.en} ${text}, an IPv${cidr.family} prefix`,
        vi: `có ethertype ${ethertype} và ${input.vi} ${text}, là tiền tố IPv${cidr.family}`,
      },
      wanted: wantedPrefix,
    };
  }
  const fix = { en: `write ${cidr.canonical}`, vi: `viết ${cidr.canonical}` };
  if (cidr.hostBits) {
    const withBits = {
      en: `${found.en}, with bits set beyond the length`,
      vi: `${found.vi}, có bit vượt ngoài độ dài`,
    };
    return { found: withBits, wanted: bothOf(cidr.canonical), fix };
  }
  if (text !== cidr.canonical)
    return { found, wanted: { en: `the canonical text ${cidr.canonical}`, vi: `dạng chuẩn ${cidr.canonical}` }, fix };
  return cidr.family === 6 && !isAny(cidr) && !isOwnedByNobody(cidr) ? judgeWidth(found, cidr, context) : undefined;
}

function judgeWidth(found: Text, cidr: Cidr, context: PolicyContext): Fault | undefined {
  if (cidr.length < SHORTEST_IPV6)
    return {
      found,
      wanted: {
        en: `/${SHORTEST_IPV6} or longer, or ::/0 on a public service`,
        vi: `/${SHORTEST_IPV6} hoặc dài hơn, hoặc ::/0 cho dịch vụ công khai`,
      },
    };
  if (cidr.length <= USER_LENGTH) return undefined;
  const users = zonePrefixes(context, 6).filter(({ zone }) => USER_ZONES.includes(zone));
  const zone = users.find(({ prefix }) => contains(prefix, cidr))?.zone;
  if (zone === undefined) return undefined;
  return {
    found: {
      en: `${found.en}, ${cidr.length === 128 ? "one device" : "some devices"} of zone ${zone}`,
      vi: `${found.vi}, ${cidr.length === 128 ? "một thiết bị" : "vài thiết bị"} của vùng ${zone}`,
    },
    wanted: {
      en: "the /64 of users, whose temporary addresses change",
      vi: "/64 của người dùng, vì địa chỉ tạm thời của họ thay đổi",
    },
    fix: { en: "take the subnet's /64", vi: "lấy /64 của mạng con" },
  };
}

/** ::/0 where the flow matrix does not let the Internet in. */
function checkEveryone(rule: Rule): Violation[] {
  if (rule.family !== 6 || !rule.ports || rule.direction !== "ingress") return [];
  const text = knownText(rule.member ? rule.member.address : rule.resource.inputs["remoteIpPrefix"]);
  if (text === undefined || remoteOf(rule).kind !== "any") return [];
  const { from, to } = rule.ports;
  if (from === to && PUBLIC_PORTS.includes(from)) return [];
  return [
    violation(remoteFamily, rule.resource, {
      found: {
        en: `lets in ${showTraffic(rule).en} from ${showRemote(rule).en}`,
        vi: `cho vào ${showTraffic(rule).vi} từ ${showRemote(rule).vi}`,
      },
      wanted: {
        en: `::/0 on public services only (ports ${PUBLIC_PORTS.join(", ")})`,
        vi: `::/0 chỉ cho dịch vụ công khai (cổng ${PUBLIC_PORTS.join(", ")})`,
      },
      fix: {
        en: "name the peers, or publish the service on a public port",
        vi: "nêu các đầu xa, hoặc công khai dịch vụ trên một cổng công khai",
      },
      level: "advisory",
    }),
  ];
}

/** A rule whose address group has nothing of its family: Neutron takes it, and it admits nobody. */
function checkFamily(resource: JudgedResource, graph: ResourceGraph): Violation[] {
  const group = graph.link(resource, "remoteAddressGroupId", ADDRESS_GROUP);
  if (group.kind !== "resource" || rulesOf(resource, graph)?.length !== 0) return [];
  const ethertype = knownText(resource.inputs["ethertype"]);
  return [
    violation(remoteFamily, resource, {
      found: {
        en: `has ethertype ${ethertype} and names ${named(group.resource).en}, which has no ${ethertype} address`,
        vi: `có ethertype ${ethertype} và nêu ${named(group.resource).vi}, nhóm này không có địa chỉ ${ethertype}`,
      },
      wanted: { en: `an address group with ${ethertype} addresses`, vi: `một nhóm địa chỉ có địa chỉ ${ethertype}` },
      fix: {
        en: `add the peer's ${ethertype} prefixes to the group, or remove the rule`,
        vi: `thêm các tiền tố ${ethertype} của đầu xa vào nhóm, hoặc bỏ quy tắc đó`,
      },
    }),
  ];
}

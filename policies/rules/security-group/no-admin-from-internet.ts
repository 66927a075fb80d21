import { listed, type Text } from "../../messages/text.ts";
import type { JudgedResource, PolicyContext, ResourcePolicy, Violation } from "../../policy.ts";
import { contains, isPrivateIpv4, type Cidr } from "../../resources/cidr.ts";
import { tagOf } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { throughAddressGroups } from "../../resources/security-group/address-group.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { readRule, showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { SEC_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { zoneHolding, zonePrefix, zonesWithin } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";

/** Ports by which systems are administered. */
const ADMIN_PORTS: readonly number[] = [
  22, 23, 161, 389, 445, 623, 2375, 2376, 2379, 2380, 3389, 5601, 5900, 5985, 5986, 6443, 10_250,
];
/** Ports of databases and stores: the application servers come here too. */
const DATABASE_PORTS: readonly number[] = [
  1433, 1434, 1521, 2483, 2484, 3306, 4333, 5432, 6379, 7199, 9160, 9200, 9300, 11_211, 27_017, 27_018,
];

/** Widest source outside the agency: one site (RIPE-690), one private /16, one public /24. */
const WIDEST = { ipv6: 48, privateIpv4: 16, publicIpv4: 24 };

/** SEC-04. Every protocol from everyone is SEC-03's finding. */
export const noAdminFromInternet: ResourcePolicy = {
  id: "SEC-04",
  slug: "no-admin-from-internet",
  title: {
    en: "Administration and databases are reached from their zones only",
    vi: "Cổng quản trị và cơ sở dữ liệu chỉ đến được từ vùng của chúng",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT, 1.b.i"],
  source: ["TCVN 14423:2026 5.12.2.5 (limited remote-admin sources)", "RFC 9099"],
  why: {
    en: "Administration and database ports are the first that attackers try, and global IPv6 addresses take away the NAT that used to hide them.",
    vi: "Cổng quản trị và cơ sở dữ liệu là nơi kẻ tấn công thử đầu tiên, và địa chỉ IPv6 toàn cầu bỏ đi lớp NAT từng che chúng.",
  },
  fix: {
    en: "take the management zone's prefix or its security group as the source",
    vi: "lấy tiền tố của vùng quản trị hoặc nhóm bảo mật của vùng đó làm nguồn",
  },
  check(resource, context) {
    const rule = readRule(resource);
    return rule ? checkSource(rule, context) : [];
  },
  checkStack(resources, context) {
    const graph = graphOf(resources);
    return [
      ...throughAddressGroups(resources, (rule) => checkSource(rule, context)),
      ...graph.all(SEC_GROUP_RULE).flatMap((resource) => checkGroup(resource, graph)),
    ];
  },
};

/** What of administration and databases a rule lets in, in words, and the zones that may come there. */
function openedBy(rule: Rule): { shown: Text; zones: readonly string[] } | undefined {
  if (rule.direction !== "ingress") return undefined;
  const traffic = showTraffic(rule);
  if (rule.protocol === "any") {
    const shown = {
      en: `${traffic.en}, administrative and database ports among it,`,
      vi: `${traffic.vi}, trong đó có cổng quản trị và cơ sở dữ liệu,`,
    };
    return { shown, zones: ["mgmt"] };
  }
  const { ports } = rule;
  if (!ports) return undefined;
  const opened = [...ADMIN_PORTS, ...DATABASE_PORTS].filter((port) => ports.from <= port && port <= ports.to);
  if (opened.length === 0) return undefined;
  const list = opened.toSorted((a, b) => a - b).join(", ");
  return {
    shown: {
      en: `${traffic.en} (administrative or database port ${list})`,
      vi: `${traffic.vi} (cổng quản trị hoặc cơ sở dữ liệu ${list})`,
    },
    zones: opened.every((port) => DATABASE_PORTS.includes(port)) ? ["app", "mgmt"] : ["mgmt"],
  };
}

function wantedOf(zones: readonly string[]): Text {
  return {
    en: `zone ${zones.join(" or ")}, or a security group, as the source`,
    vi: `nguồn là vùng ${zones.join(" hoặc ")}, hoặc một nhóm bảo mật`,
  };
}

function checkSource(rule: Rule, context: PolicyContext): Violation[] {
  const opened = openedBy(rule);
  const fault = opened && judgeSource(rule, opened.zones, context);
  if (!opened || !fault) return [];
  const found = {
    en: `lets in ${opened.shown.en} from ${showRemote(rule).en}${fault.why.en}`,
    vi: `cho vào ${opened.shown.vi} từ ${showRemote(rule).vi}${fault.why.vi}`,
  };
  return [violation(noAdminFromInternet, rule.resource, { found, wanted: fault.wanted })];
}

/** What is wrong with a source, or undefined. */
function judgeSource(
  rule: Rule,
  zones: readonly string[],
  context: PolicyContext,
): { why: Text; wanted: Text } | undefined {
  const remote = remoteOf(rule);
  const wanted = wantedOf(zones);
  if (remote.kind === "any")
    return rule.protocol === "any" ? undefined : { why: { en: ", that is everyone", vi: ", tức là mọi nơi" }, wanted };
  if (remote.kind !== "prefix") return undefined;
  const allowed = zones.flatMap((zone) => zonePrefix(context, zone, rule.family) ?? []);
  if (allowed.some((prefix) => contains(prefix, remote.cidr))) return undefined;
  const zone = zoneHolding(context, remote.cidr);
  if (zone) return { why: { en: `, zone ${zone}`, vi: `, vùng ${zone}` }, wanted };
  const covered = zonesWithin(context, remote.cidr)
    .filter((code) => !zones.includes(code))
    .toSorted();
  if (covered.length > 0)
    return {
      why: { en: `, zones ${listed(covered).en} among it`, vi: `, trong đó có vùng ${listed(covered).vi}` },
      wanted,
    };
  const widest = widestOutside(remote.cidr);
  if (remote.cidr.length >= widest) return undefined;
  return {
    why: { en: "", vi: "" },
    wanted: {
      en: `${wanted.en}, or one site outside the agency (/${widest} or longer)`,
      vi: `${wanted.vi}, hoặc một điểm ngoài cơ quan (/${widest} hoặc dài hơn)`,
    },
  };
}

function widestOutside(cidr: Cidr): number {
  if (cidr.family === 6) return WIDEST.ipv6;
  return isPrivateIpv4(cidr) ? WIDEST.privateIpv4 : WIDEST.publicIpv4;
}

/** A security group of another zone as the source; members of the rule's own group are one system. */
function checkGroup(resource: JudgedResource, graph: ResourceGraph): Violation[] {
  const rule = readRule(resource);
  const opened = rule && openedBy(rule);
  if (!opened) return [];
  const remote = graph.link(resource, "remoteGroupId", SEC_GROUP);
  const own = graph.link(resource, "securityGroupId", SEC_GROUP);
  if (remote.kind !== "resource" || own.kind === "unknown") return [];
  if (own.kind === "resource" && own.resource === remote.resource) return [];
  const zone = tagOf(remote.resource, "zone");
  if (typeof zone !== "string" || opened.zones.includes(zone)) return [];
  const found = {
    en: `lets in ${opened.shown.en} from ${named(remote.resource).en} of zone ${zone}`,
    vi: `cho vào ${opened.shown.vi} từ ${named(remote.resource).vi} thuộc vùng ${zone}`,
  };
  return [violation(noAdminFromInternet, resource, { found, wanted: wantedOf(opened.zones) })];
}

import { contains, isAny, parseCidr, type Cidr } from "../cidr.ts";
import { knownText } from "../inputs.ts";
import type { PolicyContext, ResourcePolicy } from "../policy.ts";
import { SEC_GROUP_RULE } from "../types.ts";
import { violation, type Fault } from "../violation.ts";
import { USER_ZONES, zonePrefix } from "../zones.ts";
import { readRule, showTraffic } from "./rule.ts";

/** No organisation has more than a /32; wider sources are mistakes. */
const SHORTEST_IPV6 = 32;
/** What the flow matrix lets the Internet reach (reference network model). */
const PUBLIC_PORTS: readonly number[] = [25, 53, 80, 443];

/** SEC-09. */
export const remoteFamily: ResourcePolicy = {
  id: "SEC-09",
  slug: "remote-family",
  title: "A rule's prefix fits its family and is written canonically",
  kind: "resource",
  level: "mandatory",
  levelNote: "advisory for ::/0 on ports that the flow matrix does not open to the Internet",
  serves: ["R1-45", "AP-23"],
  source: [
    "RFC 5952",
    "RFC 8981 (temporary addresses)",
    "The provider only lower-cases the text and replaces the rule when it changes",
  ],
  why: "A prefix of the wrong family is refused by Neutron at the worst moment; one that is not canonical shows a change at every refresh; and a single user's IPv6 address changes daily.",
  fix: "write the prefix of the rule's own family in canonical text, as narrow as the peer",
  check(resource, context) {
    if (resource.type !== SEC_GROUP_RULE) return [];
    const text = knownText(resource.inputs["remoteIpPrefix"]);
    const ethertype = knownText(resource.inputs["ethertype"]);
    if (text === undefined || (ethertype !== "IPv4" && ethertype !== "IPv6")) return [];
    const cidr = parseCidr(text);
    const fault = cidr
      ? judgeText(text, cidr, ethertype)
      : { found: `has remoteIpPrefix ${text}`, wanted: `an ${ethertype} prefix` };
    if (fault) return [violation(remoteFamily, resource, fault)];
    const width = judgeWidth(cidr!, resource, context);
    return width ? [violation(remoteFamily, resource, width)] : [];
  },
};

function judgeText(text: string, cidr: Cidr, ethertype: string): Fault | undefined {
  const found = `has remoteIpPrefix ${text}`;
  const family = ethertype === "IPv4" ? 4 : 6;
  if (cidr.family !== family) {
    return {
      found: `has ethertype ${ethertype} and remoteIpPrefix ${text}, an IPv${cidr.family} prefix`,
      wanted: `an ${ethertype} prefix`,
    };
  }
  if (cidr.hostBits)
    return {
      found: `${found}, with bits set beyond the length`,
      wanted: cidr.canonical,
      fix: `write ${cidr.canonical}`,
    };
  if (text !== cidr.canonical)
    return { found, wanted: `the canonical text ${cidr.canonical}`, fix: `write ${cidr.canonical}` };
  return undefined;
}

function judgeWidth(cidr: Cidr, resource: Parameters<typeof readRule>[0], context: PolicyContext): Fault | undefined {
  if (cidr.family === 4) return undefined;
  if (isAny(cidr)) {
    const rule = readRule(resource);
    if (!rule?.ports || rule.direction !== "ingress") return undefined;
    const { from, to } = rule.ports;
    if (from === to && PUBLIC_PORTS.includes(from)) return undefined;
    const wanted = `::/0 on public services only (ports ${PUBLIC_PORTS.join(", ")})`;
    return {
      found: `lets in ${showTraffic(rule)} from ::/0`,
      wanted,
      fix: "name the peers, or publish the service on a public port",
      level: "advisory",
    };
  }
  if (cidr.length < SHORTEST_IPV6) {
    return {
      found: `has remoteIpPrefix ${cidr.canonical}`,
      wanted: `/${SHORTEST_IPV6} or longer, or ::/0 on a public service`,
    };
  }
  if (cidr.length !== 128) return undefined;
  const zone = USER_ZONES.find((code) => {
    const prefix = zonePrefix(context, code, 6);
    return prefix !== undefined && contains(prefix, cidr);
  });
  if (!zone) return undefined;
  return {
    found: `has remoteIpPrefix ${cidr.canonical}, one device of zone ${zone}`,
    wanted: "the /64 of users, whose temporary addresses change",
    fix: "take the subnet's /64",
  };
}

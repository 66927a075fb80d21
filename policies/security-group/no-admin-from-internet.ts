import { contains, isPrivateIpv4, type Cidr } from "../cidr.ts";
import type { PolicyContext, ResourcePolicy } from "../policy.ts";
import { violation } from "../violation.ts";
import { zoneHolding, zonePrefix } from "../zones.ts";
import { remoteOf, showRemote } from "./remote.ts";
import { readRule, showTraffic, type Rule } from "./rule.ts";

/** Ports by which systems are administered. */
export const ADMIN_PORTS: readonly number[] = [22, 23, 161, 389, 445, 623, 2379, 3389, 5900, 5985, 5986, 6443];
/** Ports of databases and stores: the application servers come here too. */
export const DATABASE_PORTS: readonly number[] = [1433, 1521, 3306, 5432, 6379, 9200, 11_211, 27_017];

/** Widest source outside the agency: one site (RIPE-690), one private /16, one public /24. */
const WIDEST = { ipv6: 48, privateIpv4: 16, publicIpv4: 24 };

/** SEC-04. */
export const noAdminFromInternet: ResourcePolicy = {
  id: "SEC-04",
  slug: "no-admin-from-internet",
  title: "Administration and databases are reached from their zones only",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT, 1.b.i"],
  source: ["TCVN 14423:2026 5.12.2.5 (limited remote-admin sources)", "RFC 9099"],
  why: "Administration and database ports are the first that attackers try, and global IPv6 addresses take away the NAT that used to hide them.",
  fix: "take the management zone's prefix or a security group as the source",
  check(resource, context) {
    const rule = readRule(resource);
    if (!rule || rule.direction !== "ingress" || !rule.ports) return [];
    const named = [...ADMIN_PORTS, ...DATABASE_PORTS].filter(
      (port) => rule.ports!.from <= port && port <= rule.ports!.to,
    );
    if (named.length === 0) return [];
    const zones = named.every((port) => DATABASE_PORTS.includes(port)) ? ["app", "mgmt"] : ["mgmt"];
    const fault = judgeSource(rule, zones, context);
    if (!fault) return [];
    const ports = named.toSorted((a, b) => a - b).join(", ");
    const found = `lets in ${showTraffic(rule)} (administrative or database port ${ports}) from ${showRemote(rule)}${fault.why}`;
    return [violation(noAdminFromInternet, resource, { found, wanted: fault.wanted })];
  },
};

/** What is wrong with a source, or undefined. */
function judgeSource(
  rule: Rule,
  zones: readonly string[],
  context: PolicyContext,
): { why: string; wanted: string } | undefined {
  const remote = remoteOf(rule);
  const wanted = `zone ${zones.join(" or ")}, or a security group, as the source`;
  if (remote.kind === "any") return { why: ", that is everyone", wanted };
  if (remote.kind !== "prefix") return undefined;
  const allowed = zones.flatMap((zone) => zonePrefix(context, zone, rule.family) ?? []);
  if (allowed.some((prefix) => contains(prefix, remote.cidr))) return undefined;
  const zone = zoneHolding(context, remote.cidr);
  if (zone) return { why: `, zone ${zone}`, wanted };
  const widest = widestOutside(remote.cidr);
  if (remote.cidr.length >= widest) return undefined;
  return { why: "", wanted: `${wanted}, or one site outside the agency (/${widest} or longer)` };
}

function widestOutside(cidr: Cidr): number {
  if (cidr.family === 6) return WIDEST.ipv6;
  return isPrivateIpv4(cidr) ? WIDEST.privateIpv4 : WIDEST.publicIpv4;
}

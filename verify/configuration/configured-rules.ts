import type { Finding } from "../../policies/policy.ts";
import { difference, type CheckId } from "../finding.ts";
import { ruleText, type NetworkConfiguration, type Port, type Rule, type Subnet } from "./configured-network.ts";

/**
 * Differences between the configuration that the program wants and the one that stands in the project: what somebody
 * added, changed or removed by hand, each with its properties. Sees also what no probe can hit, such as a rule for a
 * port or a peer that is not probed.
 */
export function configurationDifferences(
  agency: string,
  planned: NetworkConfiguration,
  found: NetworkConfiguration,
): Finding[] {
  return [
    ...sets("VER-13", agency, "network", planned.networks, found.networks),
    ...sets("VER-12", agency, "security group", planned.groups, found.groups),
    ...ruleDifferences(agency, planned.rules, found.rules),
    ...records("VER-13", agency, "subnet", planned.subnets, found.subnets, subnetText),
    ...records("VER-14", agency, "port", planned.ports, found.ports, portText),
    ...sets("VER-14", agency, "floating address", planned.floatingAddresses, found.floatingAddresses),
    ...sets("VER-13", agency, "router interface in subnet", planned.routedSubnets, found.routedSubnets),
    ...sets("VER-13", agency, "static route", planned.routes, found.routes),
    ...sets("VER-13", agency, "opening to others:", planned.shares, found.shares),
  ];
}

/** What to do about a thing that is missing or changed. */
const restore = (agency: string): string =>
  `npx province up ${agency} --refresh restores the plan; or put it into the YAML, if it is meant to stay`;

/** What to do about a thing too many: the engine knows what it made itself, and nothing else. */
const remove = (agency: string): string =>
  `npx province up ${agency} removes what was in the YAML before; all else goes by hand, or into the YAML`;

/** Fields that the provider writes and never reads back, so that no refresh shows a change (docs/proof.md). */
const UNREAD: Record<string, readonly string[]> = { port: ["addresses", "security groups"] };

const SET_BACK = "A refresh does not see it: set it back by hand; or put it into the YAML, if it is meant to stay";

function ruleDifferences(agency: string, planned: readonly Rule[], found: readonly Rule[]): Finding[] {
  const groups = [...new Set([...planned, ...found].map(({ group }) => group))].toSorted();
  return groups.flatMap((group) => {
    const of = (rules: readonly Rule[]): string[] => rules.filter((rule) => rule.group === group).map(ruleText);
    return sets("VER-12", agency, `rule of security group ${group}:`, of(planned), of(found), group);
  });
}

/** Compares two multisets of texts; each is the name of its resource, unless all are of one `place`. */
function sets(
  check: CheckId,
  agency: string,
  what: string,
  planned: readonly string[],
  found: readonly string[],
  place?: string,
): Finding[] {
  return [...new Set([...planned, ...found])].toSorted().flatMap((text) => {
    const [wanted, there] = [occurrences(planned, text), occurrences(found, text)];
    if (wanted === there) return [];
    const state =
      there === 0
        ? "is planned and not there"
        : wanted === 0
          ? "is there and not planned"
          : `is there ${there} times, planned ${wanted}`;
    const advice = there > wanted ? remove(agency) : restore(agency);
    return [difference(check, `${agency}/${place ?? text}`, `${agency}: ${what} ${text} ${state}. ${advice}`)];
  });
}

const occurrences = (texts: readonly string[], text: string): number => texts.filter((each) => each === text).length;

/** Compares records by name, then field by field in words. */
function records<T extends { name: string }>(
  check: CheckId,
  agency: string,
  what: string,
  planned: readonly T[],
  found: readonly T[],
  words: (record: T) => Record<string, string>,
): Finding[] {
  const names = (all: readonly T[]): string[] => all.map(({ name }) => name);
  const changed = planned.flatMap((wanted) => {
    const there = found.filter(({ name }) => name === wanted.name);
    const [one] = there;
    if (one === undefined || there.length > 1) return [];
    const seen = words(one);
    return Object.entries(words(wanted)).flatMap(([field, value]) => {
      if (seen[field] === value) return [];
      const text = `${what} ${wanted.name} has ${field} ${seen[field] || "none"}; planned is ${value || "none"}`;
      const advice = UNREAD[what]?.includes(field) ? SET_BACK : restore(agency);
      return [difference(check, `${agency}/${wanted.name}`, `${agency}: ${text}. ${advice}`)];
    });
  });
  return [...sets(check, agency, what, names(planned), names(found)), ...changed];
}

const subnetText = (subnet: Subnet): Record<string, string> => ({
  network: subnet.network,
  cidr: subnet.cidr,
  gateway: subnet.gateway,
  DHCP: String(subnet.dhcp),
  "allocation pools": subnet.pools.join(", "),
  resolvers: subnet.resolvers.join(", "),
  "IPv6 address mode": subnet.addressMode,
  "IPv6 RA mode": subnet.raMode,
});

const portText = (port: Port): Record<string, string> => ({
  network: port.network,
  addresses: port.addresses.join(", "),
  "security groups": port.groups.join(", "),
  "port security": String(port.portSecurity),
  "allowed address pairs": port.addressPairs.join(", "),
  "admin state": port.enabled ? "up" : "down",
});

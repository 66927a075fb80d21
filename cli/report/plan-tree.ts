import { stripVTControlCharacters } from "node:util";
import type { JudgedStack } from "../../infra/preview/judged-stack.ts";
import type { PlannedResource } from "../../infra/preview/planned-resource.ts";
import { displayInputs, UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import { say } from "../terminal/language.ts";
import { style } from "./style.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";
const SUBNET = "openstack:networking/subnet:Subnet";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const PORT = "openstack:networking/port:Port";
const IN = { en: "in ", vi: "vào" };
const OUT = { en: "out", vi: "ra " };

function text(value: unknown): string {
  if (value === UNKNOWN_SENTINEL) return "";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

const pad = (label: string, width: number): string =>
  label + " ".repeat(Math.max(0, width - stripVTControlCharacters(label).length));

const shortType = ({ type }: PlannedResource): string => type.split(":").at(-1) ?? type;

/** A component or resource with its name; behind it the addresses of its ports, and what else it alone is made of. */
function titleOf(resource: PlannedResource, leaves: readonly PlannedResource[]): string {
  const addresses = [resource, ...leaves].flatMap(({ type, raw }) =>
    type === PORT ? ((displayInputs(raw)["fixedIps"] ?? []) as { ipAddress?: string }[]) : [],
  );
  const counts = [...Map.groupBy(leaves, shortType)].map(([type, all]) =>
    all.length === 1 ? type : `${all.length} ${type}`,
  );
  const title = resource.custom ? shortType(resource) : style("bold", shortType(resource));
  return [
    `${title} ${style("dim", resource.name)}`,
    ...addresses.map(({ ipAddress }) => text(ipAddress)),
    ...(counts.length > 0 ? [style("dim", `(${counts.join(", ")})`)] : []),
  ].join("  ");
}

/** All subnets of a network in one line, IPv4 first. */
function subnetLine(subnets: readonly PlannedResource[]): string {
  const inputs = subnets.map(({ raw }) => displayInputs(raw));
  const [ipv4 = "", ipv6 = ""] = [4, 6].map((version) =>
    inputs
      .filter(({ ipVersion }) => ipVersion === version)
      .map(({ cidr }) => text(cidr))
      .join(" "),
  );
  return `${style("cyan", say({ en: "Subnets", vi: "Mạng con" }))}  ${(ipv4 || "—").padEnd(18)} ${ipv6 || "—"}`;
}

/** `in  from dmz: app-http tcp/8080`, the same for a rule and its twin of the other family. */
function ruleLabel({ raw }: PlannedResource): string {
  const { direction, description, protocol, portRangeMin } = displayInputs(raw);
  const service = ["icmp", "ipv6-icmp"].includes(text(protocol)) ? "" : `${text(protocol)}/${text(portRangeMin)}`;
  return `${direction === "ingress" ? say(IN) : say(OUT)} ${text(description)} ${style("dim", service)}`.trimEnd();
}

/** One line for a rule with its twin: `in  from anywhere: https tcp/443  IPv4 0.0.0.0/0  IPv6 ::/0`. */
function ruleLines(rules: readonly PlannedResource[], width: number): string[] {
  return [...Map.groupBy(rules, ruleLabel)]
    .map(([label, twins]) => {
      const [ipv4 = "", ipv6 = ""] = ["IPv4", "IPv6"].map((family) => {
        const rule = twins.map(({ raw }) => displayInputs(raw)).findLast(({ ethertype }) => ethertype === family);
        return rule ? text(rule["remoteIpPrefix"]) || say({ en: "group", vi: "nhóm" }) : "—";
      });
      const families = ipv4 === ipv6 ? `IPv4, IPv6 ${ipv4}` : `IPv4 ${ipv4.padEnd(18)} IPv6 ${ipv6}`;
      return `${pad(label, width)}  ${families}`;
    })
    .toSorted();
}

/** Lines that at least so many groups have are told once, with the groups' names. */
const SHARED_BY = 3;

/** Which of these lines several groups share, by the names of those that do; groups that share the same are one entry. */
function sharedLines(linesOf: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const groupsOf = new Map<string, string[]>();
  for (const [group, lines] of linesOf)
    for (const line of lines) groupsOf.set(line, [...(groupsOf.get(line) ?? []), group]);
  const shared = [...groupsOf].filter(
    ([, groups]) => groups.length >= Math.min(SHARED_BY, linesOf.size) && groups.length > 1,
  );
  return new Map(
    [...Map.groupBy(shared, ([, groups]) => groups.join(", "))].map(([names, lines]) => [
      names,
      lines.map(([line]) => line),
    ]),
  );
}

interface Branch {
  title: string;
  below: Branch[];
}

const leaf = (title: string): Branch => ({ title, below: [] });

function draw(branches: readonly Branch[]): string[] {
  return branches.flatMap(({ title, below }, index) => {
    const [fork, trunk] = index === branches.length - 1 ? ["└─", "   "] : ["├─", "│  "];
    return [`${fork} ${title}`, ...draw(below).map((line) => `${trunk}${line}`)];
  });
}

/**
 * The plan of one stack as a tree by component, with the two families side by side. What a component alone is made of
 * stands in its line, and rules that several groups share stand once.
 */
export function planTree({ stack, resources }: JudgedStack): string {
  const children = Map.groupBy(resources, ({ parent }) => parent ?? "");
  const nameOf = new Map(resources.map(({ urn, name }) => [urn, name]));
  const rulesOf = Map.groupBy(
    resources.filter(({ type }) => type === RULE),
    ({ parent }) => parent ?? "",
  );
  const labels = [...rulesOf.values()].flat().map((rule) => stripVTControlCharacters(ruleLabel(rule)).length);
  const width = Math.max(0, ...labels);
  const linesOf = new Map([...rulesOf].map(([urn, rules]) => [nameOf.get(urn) ?? urn, ruleLines(rules, width)]));
  const shared = sharedLines(linesOf);
  const isShared = new Set([...shared.values()].flat());
  const isLeaf = ({ urn, custom }: PlannedResource): boolean => custom && !children.has(urn);

  const branchOf = (resource: PlannedResource): Branch => {
    const below = children.get(resource.urn) ?? [];
    const subnets = below.filter(({ type }) => type === SUBNET);
    const leaves = below.filter((each) => isLeaf(each) && each.type !== SUBNET && each.type !== RULE);
    const own = rulesOf.has(resource.urn) ? (linesOf.get(resource.name) ?? []) : [];
    const told = own.filter((line) => isShared.has(line)).length;
    return {
      title: titleOf(resource, leaves),
      below: [
        ...(subnets.length > 0 ? [leaf(subnetLine(subnets))] : []),
        ...own.filter((line) => !isShared.has(line)).map(leaf),
        ...(told > 0
          ? [
              leaf(
                style("dim", say({ en: `and ${told} shared with others, below`, vi: `và ${told} dòng chung, ở dưới` })),
              ),
            ]
          : []),
        ...below.filter((each) => !isLeaf(each)).map(branchOf),
      ],
    };
  };
  const root = resources.find(({ type }) => type === STACK_TYPE);
  const top = root ? (children.get(root.urn) ?? []) : [];
  const common = [...shared].map(([groups, lines]) => ({
    title: `${style("bold", say({ en: "Shared rules", vi: "Quy tắc chung" }))} ${style("dim", groups)}`,
    below: lines.map(leaf),
  }));
  const count = say({ en: `${resources.length - 1} resources`, vi: `${resources.length - 1} tài nguyên` });
  return [`${style("bold", stack)}  ${count}`, ...draw([...top.map(branchOf), ...common])].join("\n");
}

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

/** Component or resource with its name; a port with its addresses. */
function titleOf({ type, name, custom, raw }: PlannedResource): string {
  const fixed = type === PORT ? ((displayInputs(raw)["fixedIps"] ?? []) as { ipAddress?: string }[]) : [];
  const addresses = fixed.map(({ ipAddress }) => text(ipAddress)).join("  ");
  const title = type.split(":").at(-1) ?? type;
  return `${custom ? title : style("bold", title)} ${style("dim", name)}  ${addresses}`.trimEnd();
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

/** One line for a rule with its twin of the other family: `in  tcp 443  IPv4 0.0.0.0/0  IPv6 ::/0`. */
function ruleLines(rules: readonly PlannedResource[]): string[] {
  const groups = Map.groupBy(
    rules.map(({ raw }) => displayInputs(raw)),
    ({ direction, description, protocol, portRangeMin }) => {
      const service = ["icmp", "ipv6-icmp"].includes(text(protocol)) ? "" : `${text(protocol)}/${text(portRangeMin)}`;
      return `${direction === "ingress" ? say(IN) : say(OUT)} ${text(description)} ${style("dim", service)}`.trimEnd();
    },
  );
  return [...groups]
    .map(([label, twins]) => {
      const [ipv4 = "", ipv6 = ""] = ["IPv4", "IPv6"].map((family) => {
        const rule = twins.findLast(({ ethertype }) => ethertype === family);
        return `${family} ${rule ? text(rule["remoteIpPrefix"]) || say({ en: "group", vi: "nhóm" }) : "—"}`;
      });
      return `${pad(label, 52)} ${ipv4.padEnd(24)} ${ipv6}`;
    })
    .toSorted();
}

/** The plan of one stack as a tree by component, with the two families side by side. */
export function planTree({ stack, resources }: JudgedStack): string {
  const children = Map.groupBy(resources, ({ parent }) => parent ?? "");
  const linesBelow = (urn: string): string[] => {
    const {
      subnets = [],
      rules = [],
      others = [],
    } = Object.groupBy(children.get(urn) ?? [], ({ type }) =>
      type === SUBNET ? "subnets" : type === RULE ? "rules" : "others",
    );
    const branches = [
      ...(subnets.length > 0 ? [[subnetLine(subnets)]] : []),
      ...ruleLines(rules).map((line) => [line]),
      ...others.map((child) => [titleOf(child), ...linesBelow(child.urn)]),
    ];
    return branches.flatMap(([title, ...below], index) => {
      const [fork, trunk] = index === branches.length - 1 ? ["└─", "   "] : ["├─", "│  "];
      return [`${fork} ${title}`, ...below.map((line) => `${trunk}${line}`)];
    });
  };
  const root = resources.find(({ type }) => type === STACK_TYPE);
  const head = `${style("bold", stack)}  ${say({ en: `${resources.length - 1} resources`, vi: `${resources.length - 1} tài nguyên` })}`;
  return [head, ...(root ? linesBelow(root.urn) : [])].join("\n");
}

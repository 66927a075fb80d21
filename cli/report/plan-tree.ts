import { stripVTControlCharacters } from "node:util";
import type { JudgedStack } from "../../infra/preview/judged-stack.ts";
import type { PlannedResource } from "../../infra/preview/planned-resource.ts";
import { displayInputs, UNKNOWN_SENTINEL } from "../../infra/preview/property-value.ts";
import { style } from "./style.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";
const SUBNET = "openstack:networking/subnet:Subnet";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const PORT = "openstack:networking/port:Port";

function text(value: unknown): string {
  if (value === UNKNOWN_SENTINEL) return "";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

const pad = (label: string, width: number): string =>
  label + " ".repeat(Math.max(0, width - stripVTControlCharacters(label).length));

const shortType = (type: string): string => type.split(":").at(-1) ?? type;

/** What a reader wants to know of one resource, beside its name. */
function detail(resource: PlannedResource): string {
  const inputs = displayInputs(resource.raw);
  if (resource.type === PORT) {
    const fixed = (inputs["fixedIps"] ?? []) as { ipAddress?: string }[];
    return fixed.map((entry) => text(entry.ipAddress)).join("  ");
  }
  return "";
}

/** One line for a rule with its twin of the other family: `in  tcp 443  IPv4 0.0.0.0/0  IPv6 ::/0`. */
function ruleLines(rules: readonly PlannedResource[]): string[] {
  const groups = new Map<string, { label: string; families: Map<string, string> }>();
  for (const rule of rules) {
    const inputs = displayInputs(rule.raw);
    const direction = inputs["direction"] === "ingress" ? "in " : "out";
    const protocol = text(inputs["protocol"]).replace("ipv6-icmp", "icmp");
    const port = protocol === "icmp" ? "" : `/${text(inputs["portRangeMin"])}`;
    const label =
      `${direction} ${text(inputs["description"])} ${style("dim", protocol === "icmp" ? "" : protocol + port)}`.trimEnd();
    const key = label;
    const group = groups.get(key) ?? { label, families: new Map<string, string>() };
    const family = text(inputs["ethertype"]);
    group.families.set(family, text(inputs["remoteIpPrefix"]) || "group");
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => {
      const remotes = ["IPv4", "IPv6"].map((family) => `${family} ${group.families.get(family) ?? "—"}`);
      return `${pad(group.label, 52)} ${remotes[0]?.padEnd(24) ?? ""} ${remotes[1] ?? ""}`;
    })
    .toSorted();
}

/** The plan of one stack as a tree by component, with the two families side by side. */
export function planTree(plan: JudgedStack): string {
  const children = new Map<string, PlannedResource[]>();
  for (const resource of plan.resources) {
    const siblings = children.get(resource.parent ?? "") ?? [];
    siblings.push(resource);
    children.set(resource.parent ?? "", siblings);
  }
  const lines: string[] = [];
  const visit = (resource: PlannedResource, prefix: string): void => {
    const all = children.get(resource.urn) ?? [];
    const subnets = all.filter((child) => child.type === SUBNET);
    const rules = all.filter((child) => child.type === RULE);
    const others = all.filter((child) => child.type !== SUBNET && child.type !== RULE);
    const entries: (() => void)[] = [];
    const last = (): boolean => entries.length === 0;
    if (subnets.length > 0) {
      const cidrs = [4, 6].map((version) =>
        subnets
          .map((subnet) => displayInputs(subnet.raw))
          .filter((inputs) => inputs["ipVersion"] === version)
          .map((inputs) => text(inputs["cidr"]))
          .join(" "),
      );
      entries.push(() =>
        lines.push(
          `${prefix}${last() ? "└─" : "├─"} ${style("cyan", "Subnets")}  ${(cidrs[0] || "—").padEnd(18)} ${cidrs[1] || "—"}`,
        ),
      );
    }
    for (const line of ruleLines(rules)) {
      entries.push(() => lines.push(`${prefix}${last() ? "└─" : "├─"} ${line}`));
    }
    for (const child of others) {
      entries.push(() => {
        const end = last();
        const title = child.custom ? shortType(child.type) : style("bold", shortType(child.type));
        lines.push(`${prefix}${end ? "└─" : "├─"} ${title} ${style("dim", child.name)}  ${detail(child)}`.trimEnd());
        visit(child, `${prefix}${end ? "   " : "│  "}`);
      });
    }
    while (entries.length > 0) entries.shift()?.();
  };
  const stack = plan.resources.find((resource) => resource.type === STACK_TYPE);
  lines.push(`${style("bold", plan.stack)}  ${plan.resources.length - 1} resources`);
  if (stack !== undefined) visit(stack, "");
  return lines.join("\n");
}

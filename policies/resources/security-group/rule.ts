import { bothOf, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { knownText, numberOf, textOf } from "../inputs.ts";
import { SEC_GROUP_RULE } from "../types.ts";

/** A security group rule with Neutron's aliases and defaults resolved. */
export interface Rule {
  resource: JudgedResource;
  direction: "ingress" | "egress";
  family: 4 | 6;
  /** Canonical name; `icmp` for both families; `any` when the rule names no protocol. */
  protocol: string;
  /** Of tcp, udp, sctp, dccp and udplite; a rule without ports means all. */
  ports?: { from: number; to: number };
  /** ICMP type; undefined when the rule admits all types. */
  icmpType?: number;
  /** The address of a group of the stack that stands for the rule's other end (address-group.ts). */
  member?: { group: JudgedResource; address: unknown };
}

const PROTOCOL_NAMES: Record<string, string> = {
  // What firewalls take for every protocol.
  "0": "any",
  "1": "icmp",
  "2": "igmp",
  "4": "ipip",
  "6": "tcp",
  "17": "udp",
  "33": "dccp",
  "41": "ipv6-encap",
  "43": "ipv6-route",
  "44": "ipv6-frag",
  "47": "gre",
  "50": "esp",
  "51": "ah",
  "58": "icmp",
  "59": "ipv6-nonxt",
  "60": "ipv6-opts",
  "112": "vrrp",
  "132": "sctp",
  "136": "udplite",
  icmpv6: "icmp",
  "ipv6-icmp": "icmp",
};

const WITH_PORTS: readonly string[] = ["tcp", "udp", "sctp", "dccp", "udplite"];
const ALL_PORTS = { from: 1, to: 65_535 };

/** The rule, or undefined when the resource is none or something that decides its meaning is not known yet. */
export function readRule(resource: JudgedResource): Rule | undefined {
  if (resource.type !== SEC_GROUP_RULE) return undefined;
  const direction = knownText(resource.inputs["direction"]);
  const ethertype = knownText(resource.inputs["ethertype"]);
  const protocolText = textOf(resource.inputs["protocol"]);
  const min = numberOf(resource.inputs["portRangeMin"]);
  const max = numberOf(resource.inputs["portRangeMax"]);
  if ((direction !== "ingress" && direction !== "egress") || (ethertype !== "IPv4" && ethertype !== "IPv6"))
    return undefined;
  if (protocolText === UNKNOWN || min === UNKNOWN || max === UNKNOWN) return undefined;
  const lower = protocolText?.toLowerCase() ?? "any";
  const protocol = PROTOCOL_NAMES[lower] ?? lower;
  const rule: Rule = { resource, direction, family: ethertype === "IPv4" ? 4 : 6, protocol };
  if (protocol === "icmp") {
    // Neutron: portRangeMin is the type, portRangeMax the code. The provider leaves a 0 out of its request, so
    // type 0 admits every message and code 0 every code of its type.
    if (min) rule.icmpType = min;
  } else if (WITH_PORTS.includes(protocol)) {
    const from = min ?? max;
    // The provider leaves both out when they are 0, and Neutron then takes every port.
    rule.ports = from === undefined || (from === 0 && !max) ? ALL_PORTS : { from, to: max ?? from };
  }
  return rule;
}

/** True when the rule admits every port of its protocol, or has no protocol at all. */
export function admitsAllPorts(rule: Rule): boolean {
  return rule.protocol === "any" || (rule.ports !== undefined && rule.ports.from <= 1 && rule.ports.to >= 65_535);
}

/** True when rules of one protocol admit every port of it together. */
export function coverAllPorts(rules: readonly Rule[]): boolean {
  let next = 1;
  for (const { from, to } of rules.flatMap(({ ports }) => ports ?? []).toSorted((a, b) => a.from - b.from)) {
    if (from > next) return false;
    next = Math.max(next, to + 1);
  }
  return next > 65_535;
}

/** True when the rule names the port, alone or in a range that is not all ports. */
export function namesPort(rule: Rule, protocol: string, port: number): boolean {
  if (rule.protocol !== protocol || !rule.ports || admitsAllPorts(rule)) return false;
  return rule.ports.from <= port && port <= rule.ports.to;
}

/** `tcp 443`, `udp 5000-5010`, `ipv6-icmp type 128`, `every protocol`: how messages name what a rule admits. */
export function showTraffic(rule: Rule): Text {
  if (rule.protocol === "any") return { en: "every protocol", vi: "mọi giao thức" };
  if (rule.protocol === "icmp") {
    const name = rule.family === 4 ? "icmp" : "ipv6-icmp";
    return rule.icmpType === undefined
      ? { en: `${name} of every type`, vi: `${name} mọi loại` }
      : { en: `${name} type ${rule.icmpType}`, vi: `${name} loại ${rule.icmpType}` };
  }
  if (!rule.ports) return bothOf(rule.protocol);
  if (admitsAllPorts(rule)) return { en: `every ${rule.protocol} port`, vi: `mọi cổng ${rule.protocol}` };
  const { from, to } = rule.ports;
  return bothOf(`${rule.protocol} ${from === to ? from : `${from}-${to}`}`);
}

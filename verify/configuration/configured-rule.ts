import { canonical, protocolName } from "../../openstack/kinds/compare.ts";
import { type Entry, textIn } from "./project-content.ts";

/** A security group rule in words that compare: what Neutron writes in several ways is written in one here. */
export interface Rule {
  /** Name of the group that it belongs to. */
  group: string;
  direction: string;
  /** `IPv4` or `IPv6`. */
  ethertype: string;
  /** `any`, `tcp`, `icmp`, `ipv6-icmp`, ... */
  protocol: string;
  /** `any`, `443`, `8000-8010`; for ICMP `type 128`, `type 3 code 4`. */
  ports: string;
  /** `anywhere`, a prefix, `group <name>`, `address group <id>`. */
  remote: string;
}

/** `ingress IPv6 tcp 443 from anywhere`: a notation, the same in both languages, by which rules compare. */
export function ruleText({ direction, ethertype, protocol, ports, remote }: Rule): string {
  return `${direction} ${ethertype} ${protocol} ${ports} ${direction === "ingress" ? "from" : "to"} ${remote}`;
}

/** One name for a protocol; in IPv6 Neutron takes `icmp` for ICMPv6. */
function protocolText(protocol: unknown, ethertype: string): string {
  const name = protocolName(protocol) || "any";
  return name === "icmp" && ethertype === "IPv6" ? "ipv6-icmp" : name;
}

/** Neutron's port fields in words. For ICMP they are type and code, and the provider sends no code for 0: every code. */
function portsText(protocol: string, min: unknown, max: unknown): string {
  const [low, high] = [min, max].map((value) => (typeof value === "number" ? value : undefined));
  if (low === undefined) return "any";
  if (protocol === "icmp" || protocol === "ipv6-icmp") return `type ${low}${high ? ` code ${high}` : ""}`;
  return high === undefined || high === low ? `${low}` : `${low}-${high}`;
}

/** A rule of a group as Neutron shows it; `nameOf` gives what an id belongs to. */
export function ruleOf(group: string, rule: Entry, nameOf: (id: unknown) => string): Rule {
  const ethertype = textIn(rule, "ethertype");
  const protocol = protocolText(rule["protocol"], ethertype);
  const [remoteGroup, addressGroup] = [rule["remote_group_id"], rule["remote_address_group_id"]];
  const prefix = canonical(rule["remote_ip_prefix"]);
  return {
    group,
    direction: textIn(rule, "direction"),
    ethertype,
    protocol,
    ports: portsText(protocol, rule["port_range_min"], rule["port_range_max"]),
    remote:
      typeof remoteGroup === "string"
        ? `group ${nameOf(remoteGroup)}`
        : typeof addressGroup === "string"
          ? `address group ${addressGroup}`
          : // Everyone, whether or not Neutron was told so by a prefix.
            ["", "0.0.0.0/0", "::/0"].includes(prefix)
            ? "anywhere"
            : prefix,
  };
}

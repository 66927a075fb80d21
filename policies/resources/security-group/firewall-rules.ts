import { bothOf, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { isAny, parseCidr } from "../cidr.ts";
import { booleanOf, listOf, numberOf, textOf } from "../inputs.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { FIREWALL_POLICY, FIREWALL_RULE } from "../types.ts";
import { NOT_KNOWN_YET } from "./remote.ts";

/** A rule of Neutron's firewall as a service. It is of one family, like a security group's, and may forbid too. */
export interface FirewallRule {
  resource: JudgedResource;
  family: 4 | 6;
  action: "allow" | "deny";
  /** `tcp 443`, `udp 5000-5010 from 53`: all that must be equal in twins beside action and peers. */
  traffic: string;
  source: FirewallPeer;
  destination: FirewallPeer;
}

/** One end of a rule: everyone, a prefix or address, or one that is not known yet. */
type FirewallPeer = { kind: "any" } | { kind: "prefix"; text: string } | { kind: "unknown" };

/** Rules that are judged together: those of one policy. */
export interface FirewallRules {
  rules: readonly FirewallRule[];
  /** False when a rule of the policy cannot be known yet, or is made elsewhere. */
  complete: boolean;
}

/** The rules of each policy of the stack, and those that no policy of the stack has, which belong to one elsewhere. */
export function firewallRules(graph: ResourceGraph): FirewallRules[] {
  const all = graph.all(FIREWALL_RULE);
  if (all.length === 0) return [];
  const left = new Set(all);
  let open = false;
  const policies = graph.all(FIREWALL_POLICY).map((policy) => {
    const { resources, complete: counted } = graph.listed(policy, "rules", FIREWALL_RULE);
    // Terraform knows nothing of a list with one unknown id; dependencies name every rule that it was made from.
    const complete = counted || (listOf(policy.inputs["rules"]) === UNKNOWN && resources.length > 0);
    for (const resource of resources) left.delete(resource);
    open ||= !complete;
    return together(resources, complete);
  });
  // A policy that is not wholly known may have the others too.
  return [...policies, together([...left], !open)];
}

function together(resources: readonly JudgedResource[], complete: boolean): FirewallRules {
  const rules = resources.filter(isOn).map(readFirewallRule);
  const known = rules.filter((rule) => rule !== undefined);
  return { rules: known, complete: complete && known.length === rules.length };
}

/** Rules are on unless they are switched off. */
function isOn(resource: JudgedResource): boolean {
  return booleanOf(resource.inputs["enabled"]) !== false;
}

/** The rule with the provider's defaults (IPv4, any protocol, deny), or undefined while its meaning is not known. */
function readFirewallRule(resource: JudgedResource): FirewallRule | undefined {
  const { inputs } = resource;
  const version = numberOf(inputs["ipVersion"]) ?? 4;
  const [protocol, action, from, to] = ["protocol", "action", "sourcePort", "destinationPort"].map((input) =>
    textOf(inputs[input]),
  );
  if (booleanOf(inputs["enabled"]) === UNKNOWN || version === UNKNOWN) return undefined;
  if (protocol === UNKNOWN || action === UNKNOWN || from === UNKNOWN || to === UNKNOWN) return undefined;
  const ports = `${to === undefined ? "" : ` ${portsOf(to)}`}${from === undefined ? "" : ` from ${portsOf(from)}`}`;
  return {
    resource,
    family: version === 6 ? 6 : 4,
    action: action?.toLowerCase() === "allow" ? "allow" : "deny",
    traffic: `${(protocol ?? "any").toLowerCase()}${ports}`,
    source: peerOf(inputs["sourceIpAddress"]),
    destination: peerOf(inputs["destinationIpAddress"]),
  };
}

/** `5000-5010` of Neutron's `5000:5010`, `80` of `80:80`. */
function portsOf(text: string): string {
  const [from = "", to = from] = text.split(":");
  return from === to ? from : `${from}-${to}`;
}

function peerOf(value: unknown): FirewallPeer {
  const text = textOf(value);
  if (text === UNKNOWN) return { kind: "unknown" };
  const cidr = text === undefined ? undefined : parseCidr(text);
  return text === undefined || (cidr && isAny(cidr)) ? { kind: "any" } : { kind: "prefix", text };
}

/** What a policy ends with anyhow: everything is denied that no rule allows. */
export function isDefaultDeny({ action, traffic, source, destination }: FirewallRule): boolean {
  return action === "deny" && traffic === "any" && source.kind === "any" && destination.kind === "any";
}

/** `from 0.0.0.0/0 to 192.0.2.0/24`: how messages name both ends. */
export function showEnds({ family, source, destination }: FirewallRule): Text {
  const everyone = family === 4 ? "0.0.0.0/0" : "::/0";
  const [from, to] = [source, destination].map((peer) =>
    peer.kind === "unknown" ? NOT_KNOWN_YET : bothOf(peer.kind === "any" ? everyone : peer.text),
  );
  return { en: `from ${from!.en} to ${to!.en}`, vi: `từ ${from!.vi} đến ${to!.vi}` };
}

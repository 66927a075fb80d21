import { UNKNOWN } from "../../policy.ts";
import { nameOf } from "../../violation.ts";
import { isEveryone, parseCidr, type Cidr } from "../cidr.ts";
import { textOf } from "../inputs.ts";
import type { Rule } from "./rule.ts";

/** Whom a rule speaks of. */
export type Remote =
  /** Everyone: 0.0.0.0/0, ::/0, a prefix nearly as wide, or neither prefix nor group given. */
  | { kind: "any"; cidr?: Cidr }
  | { kind: "prefix"; cidr: Cidr }
  /** A security group or address group; its id may be unknown. */
  | { kind: "group" }
  | { kind: "unknown" };

const GROUP_INPUTS = ["remoteGroupId", "remoteAddressGroupId"] as const;

/** The other end of a rule; `unknown` too for a text that is no prefix (SEC-09 says so). */
export function remoteOf(rule: Rule): Remote {
  const { inputs } = rule.resource;
  // A group whose id is not known yet is still a group and not everyone.
  if (!rule.member && GROUP_INPUTS.some((key) => textOf(inputs[key]) !== undefined)) return { kind: "group" };
  const prefix = textOf(rule.member ? rule.member.address : inputs["remoteIpPrefix"]);
  if (prefix === UNKNOWN) return { kind: "unknown" };
  if (prefix === undefined) return { kind: "any" };
  const cidr = parseCidr(prefix);
  if (!cidr) return { kind: "unknown" };
  return isEveryone(cidr) ? { kind: "any", cidr } : { kind: "prefix", cidr };
}

/** `0.0.0.0/0`, `::/0`, `10.0.0.0/8 of AddressGroupV2 "offices"`, `a security group`: how messages name the other end. */
export function showRemote(rule: Rule): string {
  const remote = remoteOf(rule);
  const through = rule.member ? ` of ${nameOf(rule.member.group)}` : "";
  if (remote.kind === "any") {
    return `${remote.cidr?.canonical ?? (rule.family === 4 ? "0.0.0.0/0" : "::/0")}${through}`;
  }
  if (remote.kind === "prefix") return `${remote.cidr.canonical}${through}`;
  if (remote.kind === "unknown") return `a prefix not known yet${through}`;
  return textOf(rule.resource.inputs["remoteAddressGroupId"]) === undefined ? "a security group" : "an address group";
}

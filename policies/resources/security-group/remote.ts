import { UNKNOWN, type JudgedResource } from "../../policy.ts";
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

const INPUTS = ["remoteGroupId", "remoteAddressGroupId", "remoteIpPrefix"] as const;

/**
 * The input by which a rule names its other end; undefined for everyone. Neutron takes one alone, so that one which is
 * known leaves no room for others: the provider calls each that is null unknown in a first plan. Of several unknown
 * ones that is it which is made from something.
 */
export function remoteInput({ inputs, propertyDependencies }: JudgedResource): (typeof INPUTS)[number] | undefined {
  const given = INPUTS.filter((input) => textOf(inputs[input]) !== undefined);
  return (
    given.find((input) => inputs[input] !== UNKNOWN) ??
    given.find((input) => (propertyDependencies[input] ?? []).length > 0) ??
    given[0]
  );
}

/** The other end of a rule; `unknown` too for a text that is no prefix (SEC-09 says so). */
export function remoteOf(rule: Rule): Remote {
  const { inputs } = rule.resource;
  const input = remoteInput(rule.resource);
  // A group whose id is not known yet is still a group and not everyone.
  if (!rule.member && input !== undefined && input !== "remoteIpPrefix") return { kind: "group" };
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
  return remoteInput(rule.resource) === "remoteAddressGroupId" ? "an address group" : "a security group";
}

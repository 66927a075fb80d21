import { bothOf, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { named } from "../../violation.ts";
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
export function showRemote(rule: Rule): Text {
  const remote = remoteOf(rule);
  const group = rule.member && named(rule.member.group);
  const through = (text: Text): Text =>
    group ? { en: `${text.en} of ${group.en}`, vi: `${text.vi} của ${group.vi}` } : text;
  if (remote.kind === "any") {
    return through(bothOf(remote.cidr?.canonical ?? (rule.family === 4 ? "0.0.0.0/0" : "::/0")));
  }
  if (remote.kind === "prefix") return through(bothOf(remote.cidr.canonical));
  if (remote.kind === "unknown") return through(NOT_KNOWN_YET);
  return remoteInput(rule.resource) === "remoteAddressGroupId"
    ? { en: "an address group", vi: "một nhóm địa chỉ" }
    : { en: "a security group", vi: "một nhóm bảo mật" };
}

/** What messages say of a prefix that a first plan does not know. */
export const NOT_KNOWN_YET: Text = { en: "a prefix not known yet", vi: "một tiền tố chưa biết" };

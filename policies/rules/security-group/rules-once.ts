import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrIn } from "../../resources/cidr.ts";
import { knownText, textOf } from "../../resources/inputs.ts";
import { graphOf, knownOf, type Link, type ResourceGraph } from "../../resources/resource-graph.ts";
import { DEFAULT_GROUP, keepsDefaultRules } from "../../resources/security-group/default-rules.ts";
import { remoteInput } from "../../resources/security-group/remote.ts";
import { readRule } from "../../resources/security-group/rule.ts";
import { ADDRESS_GROUP, SEC_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** SEC-12. Descriptions do not count: Neutron compares all the rest. */
export const rulesOnce: StackPolicy = {
  id: "SEC-12",
  slug: "rules-once",
  title: {
    en: "A group has each rule once, Neutron's own among them",
    vi: "Mỗi nhóm có mỗi quy tắc đúng một lần, kể cả quy tắc do Neutron tự tạo",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-12"],
  source: [
    "Neutron API reference, security group rules: 409 SecurityGroupRuleExists for an equal rule",
    "Neutron administration guide: a new group has two egress rules, IPv4 and IPv6 to everyone",
  ],
  why: {
    en: "Neutron refuses a rule that a group has already, so that the apply stops half-way. A new group is not empty: it lets everything out, in both families.",
    vi: "Neutron từ chối quy tắc mà nhóm đã có, nên việc triển khai dừng giữa chừng. Nhóm mới không rỗng: nó cho mọi thứ đi ra, ở cả hai họ địa chỉ.",
  },
  fix: { en: "drop one of the two rules", vi: "bỏ một trong hai quy tắc" },
  check(resources) {
    const graph = graphOf(resources);
    const first = new Map<string, JudgedResource>();
    // By URN: a state lists rules in another order than a plan.
    const rules = graph.all(SEC_GROUP_RULE).toSorted((a, b) => compare(a.urn, b.urn));
    return rules.flatMap((rule): Violation[] => {
      const group = graph.link(rule, "securityGroupId", SEC_GROUP);
      const [owner, meaning] = [placeOf(group), meaningOf(rule, graph)];
      if (owner === undefined || meaning === undefined) return [];
      if (isDefault(meaning) && hasDefaults(group)) return rule.id === undefined ? [asNeutrons(rule)] : [];
      const other = first.get(`${owner} ${meaning}`);
      if (other !== undefined) return [asAnother(rule, other)];
      first.set(`${owner} ${meaning}`, rule);
      return [];
    });
  },
};

/** True for a group that surely has the rules which Neutron makes: a new one that keeps them, and the group `default`. */
function hasDefaults(group: Link): boolean {
  if (group.kind === "resource") return keepsDefaultRules(group.resource);
  return knownText(knownOf(group)?.inputs["name"]) === DEFAULT_GROUP;
}

const isDefault = (meaning: string): boolean =>
  meaning === "egress 4 any everyone" || meaning === "egress 6 any everyone";

/** What is equal for rules that Neutron takes for the same; undefined while something of it is not known. */
function meaningOf(resource: JudgedResource, graph: ResourceGraph): string | undefined {
  const rule = readRule(resource);
  const peer = rule && peerOf(resource, graph);
  if (!rule || peer === undefined) return undefined;
  const ports = ["portRangeMin", "portRangeMax"].flatMap((input) => knownText(resource.inputs[input]) ?? []);
  return [rule.direction, rule.family, rule.protocol, ...(ports.length > 0 ? [ports.join("-")] : []), peer].join(" ");
}

/** Neutron takes 0.0.0.0/0 and ::/0 for no prefix at all. */
function peerOf(resource: JudgedResource, graph: ResourceGraph): string | undefined {
  const input = remoteInput(resource);
  if (input === undefined) return "everyone";
  if (input !== "remoteIpPrefix") {
    return placeOf(graph.link(resource, input, input === "remoteGroupId" ? SEC_GROUP : ADDRESS_GROUP));
  }
  if (textOf(resource.inputs[input]) === UNKNOWN) return undefined;
  const cidr = cidrIn(resource.inputs[input]);
  return cidr && (cidr.length === 0 ? "everyone" : cidr.canonical);
}

function placeOf(link: Link): string | undefined {
  if (link.kind === "resource") return link.resource.urn;
  return link.kind === "outside" ? link.id : undefined;
}

function asNeutrons(rule: JudgedResource): Violation {
  return violation(rulesOnce, rule, {
    found: {
      en: "is equal to a rule that Neutron makes in its group by itself, and is refused at apply",
      vi: "trùng với quy tắc mà Neutron tự tạo trong nhóm của nó, và sẽ bị từ chối khi triển khai",
    },
    wanted: { en: "each rule once", vi: "mỗi quy tắc đúng một lần" },
    fix: {
      en: "drop the rule, or set deleteDefaultRules: true on the group (delete_default_rules in Terraform)",
      vi: "bỏ quy tắc này, hoặc đặt `deleteDefaultRules: true` cho nhóm (`delete_default_rules` trong Terraform)",
    },
  });
}

function asAnother(rule: JudgedResource, other: JudgedResource): Violation {
  const name = named(other);
  return violation(rulesOnce, rule, {
    found: { en: `is equal to ${name.en} of its group`, vi: `trùng với ${name.vi} trong cùng nhóm` },
    wanted: { en: "each rule once", vi: "mỗi quy tắc đúng một lần" },
  });
}

import type { JudgedResource, Level, StackPolicy, Violation } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { keepsDefaultRules } from "../../resources/security-group/default-rules.ts";
import { company, groupsTogether, type GroupsTogether } from "../../resources/security-group/groups-together.ts";
import { remoteOf } from "../../resources/security-group/remote.ts";
import type { Rule } from "../../resources/security-group/rule.ts";
import { rulesByGroup } from "../../resources/security-group/rules-by-group.ts";
import { SEC_GROUP } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { distinct, violation } from "../../violation.ts";

/** From this level the law wants outbound traffic allowed per service (TCVN 14423 5.12.2.4d). */
const STRICT_LEVEL = 3;

/** SEC-01. A group whose default rules are gone and that has no egress rule lets nothing out, and that is explicit. */
export const explicitEgress: StackPolicy = {
  id: "SEC-01",
  slug: "explicit-egress",
  title: "What may leave is said explicitly, in both families",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory below security level 3",
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT"],
  source: ["TCVN 11930:2017 7.2.1.3", "TCVN 14423:2026 5.12.2.4d"],
  why: "Neutron's default rules let a server reach everything, so a server that was broken into reaches everything too. What leaves should be what the service needs, in both families.",
  fix: "set deleteDefaultRules: true and add egress rules for the services that the servers need, in both families",
  check(resources, context) {
    const graph = graphOf(resources);
    const byGroup = rulesByGroup(graph);
    const own: OwnLevel = (context.securityLevel ?? 0) >= STRICT_LEVEL ? {} : { level: "advisory" };
    return [
      ...graph.all(SEC_GROUP).flatMap((group) => checkGroup(group, byGroup.get(group)?.rules ?? [], own)),
      ...groupsTogether(graph, byGroup)
        .filter(({ groups }) => !groups.some((group) => isV6Only(group, context)))
        .flatMap((all) => checkFamilies(all, own)),
    ];
  },
};

interface OwnLevel {
  level?: Level;
}

function checkGroup(group: JudgedResource, rules: readonly Rule[], own: OwnLevel): Violation[] {
  if (keepsDefaultRules(group)) {
    const found = "keeps Neutron's default rules, which let everything out";
    return [
      violation(explicitEgress, group, { found, wanted: "deleteDefaultRules: true and explicit egress", ...own }),
    ];
  }
  const open = egressOf(rules).filter((rule) => rule.protocol === "any" && remoteOf(rule).kind === "any");
  const found = open.map((rule) =>
    violation(explicitEgress, rule.resource, {
      found: `lets everything out to everyone over IPv${rule.family}, as the default rules did`,
      wanted: "egress for named services",
      fix: "name the protocol and ports, or a narrower remote",
      level: "advisory",
    }),
  );
  return distinct(found);
}

/** What one group lets out in one family, another group of the same ports may let out in the other. */
function checkFamilies(together: GroupsTogether, own: OwnLevel): Violation[] {
  const [group] = together.groups;
  const families = new Set(egressOf(together.rules).map((rule) => rule.family));
  const [present] = families;
  if (group === undefined || present === undefined || families.size > 1 || !together.complete) return [];
  // The default rules are of both families; a group that keeps them is found fault with as such.
  if (together.defaults) return [];
  return [
    violation(explicitEgress, group, {
      found: `has${company(together)} egress rules for IPv${present} only`,
      wanted: "explicit egress in both families",
      fix: `add the IPv${present === 4 ? 6 : 4} twins of its egress rules`,
      ...own,
    }),
  ];
}

const egressOf = (rules: readonly Rule[]): Rule[] => rules.filter((rule) => rule.direction === "egress");

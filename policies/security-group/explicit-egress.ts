import { booleanOf } from "../inputs.ts";
import type { JudgedResource, Level, PolicyContext, StackPolicy, Violation } from "../policy.ts";
import { graphOf } from "../resource-graph.ts";
import { SEC_GROUP } from "../types.ts";
import { violation } from "../violation.ts";
import { rulesByGroup } from "./rules-by-group.ts";
import { remoteOf } from "./remote.ts";
import type { Rule } from "./rule.ts";

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
  fix: "set deleteDefaultRules: true and add egress rules for the services that the servers need, in both families",
  check(resources, context) {
    const graph = graphOf(resources);
    const { groups, loose } = rulesByGroup(graph);
    const level: Level | undefined = (context.securityLevel ?? 0) >= STRICT_LEVEL ? undefined : "advisory";
    return graph.all(SEC_GROUP).flatMap((group) => {
      const rules = groups.get(group) ?? { rules: [], complete: true };
      return checkGroup(group, rules.rules, rules.complete && !loose, context, level);
    });
  },
};

function checkGroup(
  group: JudgedResource,
  rules: readonly Rule[],
  complete: boolean,
  context: PolicyContext,
  level: Level | undefined,
): Violation[] {
  const own = level ? { level } : {};
  const deleted = booleanOf(group.inputs["deleteDefaultRules"]);
  if (deleted === undefined || deleted === false) {
    const found = "keeps Neutron's default rules, which let everything out";
    return [
      violation(explicitEgress, group, { found, wanted: "deleteDefaultRules: true and explicit egress", ...own }),
    ];
  }
  const egress = rules.filter((rule) => rule.direction === "egress");
  const open = egress.filter((rule) => rule.protocol === "any" && remoteOf(rule).kind === "any");
  const faults = open.map((rule) =>
    violation(explicitEgress, rule.resource, {
      found: `lets everything out to everyone over IPv${rule.family}, as the default rules did`,
      wanted: "egress for named services",
      fix: "name the protocol and ports, or a narrower remote",
      level: "advisory",
    }),
  );
  if (!complete || context.mode === "v6-only") return faults;
  for (const [present, missing] of [
    [4, 6],
    [6, 4],
  ] as const) {
    if (!egress.some((rule) => rule.family === present) || egress.some((rule) => rule.family === missing)) continue;
    faults.push(
      violation(explicitEgress, group, {
        found: `has egress rules for IPv${present} only`,
        wanted: "explicit egress in both families",
        fix: `add the IPv${missing} twins of its egress rules`,
        ...own,
      }),
    );
  }
  return faults;
}

import { listed } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import type { JudgedResource, Level, StackPolicy, Violation } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { keepsDefaultRules } from "../../resources/security-group/default-rules.ts";
import { company, groupsTogether, type GroupsTogether } from "../../resources/security-group/groups-together.ts";
import { remoteOf } from "../../resources/security-group/remote.ts";
import { coverAllPorts, type Rule } from "../../resources/security-group/rule.ts";
import { rulesByGroup } from "../../resources/security-group/rules-by-group.ts";
import { SEC_GROUP } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { distinct, named, violation } from "../../violation.ts";

/** From this level the law wants outbound traffic allowed per service (TCVN 14423 5.12.2.4d). */
const STRICT_LEVEL = 3;

/** SEC-01. A group whose default rules are gone and that has no egress rule lets nothing out, and that is explicit. */
export const explicitEgress: StackPolicy = {
  id: "SEC-01",
  slug: "explicit-egress",
  title: {
    en: "What may leave is said explicitly, in both families",
    vi: "Cái gì được ra thì nêu rõ, ở cả hai họ địa chỉ",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory below security level 3", vi: "chỉ khuyến nghị dưới cấp độ 3" },
  serves: ["R1-02", "modelled on TT 12/2022/TT-BTTTT"],
  source: ["TCVN 11930:2017 7.2.1.3", "TCVN 14423:2026 5.12.2.4d"],
  why: {
    en: "Neutron's default rules let a server reach everything, so a server that was broken into reaches everything too. What leaves should be what the service needs, in both families.",
    vi: "Quy tắc mặc định của Neutron cho máy chủ đi đến mọi nơi, nên máy chủ bị xâm nhập cũng đi đến mọi nơi. Chỉ nên cho ra những gì dịch vụ cần, ở cả hai họ địa chỉ.",
  },
  fix: {
    en: "set deleteDefaultRules: true and add egress rules for the services that the servers need, in both families",
    vi: "đặt deleteDefaultRules: true và thêm quy tắc chiều ra cho những dịch vụ máy chủ cần, ở cả hai họ địa chỉ",
  },
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
    const found = {
      en: "keeps Neutron's default rules, which let everything out",
      vi: "giữ quy tắc mặc định của Neutron, cho mọi thứ ra",
    };
    return [
      violation(explicitEgress, group, {
        found,
        wanted: {
          en: "deleteDefaultRules: true and explicit egress",
          vi: "deleteDefaultRules: true và chiều ra nêu rõ",
        },
        ...own,
      }),
    ];
  }
  const toEveryone = egressOf(rules).filter((rule) => remoteOf(rule).kind === "any");
  const open = toEveryone.filter(({ protocol }) => protocol === "any").map((rule) => openRule(rule, [], own));
  const byFamily = ([4, 6] as const).map((family) => toEveryone.filter((rule) => rule.family === family));
  const together = byFamily.filter(meanEverything).map((every) => {
    // By URN: a state lists rules in another order than a plan.
    const [first, ...others] = widestOf(every.toSorted((a, b) => compare(a.resource.urn, b.resource.urn)));
    return openRule(first!, others, own);
  });
  return distinct([...open, ...together]);
}

/** The protocols that a server's programs speak: all ports of both are all that the default rules let out. */
const EVERYTHING: readonly string[] = ["tcp", "udp"];

/** True for rules to everyone which together say what one without a protocol does. */
function meanEverything(rules: readonly Rule[]): boolean {
  if (rules.some(({ protocol }) => protocol === "any")) return false;
  return EVERYTHING.every((protocol) => coverAllPorts(rules.filter((rule) => rule.protocol === protocol)));
}

/** The rules without those whose ports another of the same protocol has. */
function widestOf(rules: readonly Rule[]): Rule[] {
  return rules
    .filter(({ protocol, ports }) => ports !== undefined && EVERYTHING.includes(protocol))
    .filter(
      (rule, at, all) =>
        !all.some((other, place) => {
          if (other.protocol !== rule.protocol || other === rule) return false;
          const [a, b] = [other.ports!, rule.ports!];
          return a.from <= b.from && b.to <= a.to && (a.from < b.from || b.to < a.to || place < at);
        }),
    );
}

function openRule(rule: Rule, others: readonly Rule[], own: OwnLevel): Violation {
  const beyond = listed(others.map(({ resource }) => named(resource)));
  const beside = others.length === 0 ? { en: "", vi: "" } : { en: ` with ${beyond.en}`, vi: ` cùng với ${beyond.vi}` };
  return violation(explicitEgress, rule.resource, {
    found: {
      en: `lets${beside.en} everything out to everyone over IPv${rule.family}, as the default rules did`,
      vi: `${others.length === 0 ? "" : `${beside.vi.trim()} `}cho mọi thứ ra tới mọi nơi qua IPv${rule.family}, như quy tắc mặc định`,
    },
    wanted: { en: "egress for named services", vi: "chiều ra chỉ cho các dịch vụ được nêu tên" },
    fix: {
      en: "name the protocol and ports, or a narrower remote",
      vi: "nêu giao thức và cổng, hoặc đầu xa hẹp hơn",
    },
    ...own,
  });
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
      found: {
        en: `has${company(together).en} egress rules for IPv${present} only`,
        vi: `chỉ có${company(together).vi} quy tắc chiều ra cho IPv${present}`,
      },
      wanted: { en: "explicit egress in both families", vi: "chiều ra nêu rõ ở cả hai họ địa chỉ" },
      fix: {
        en: `add the IPv${present === 4 ? 6 : 4} twins of its egress rules`,
        vi: `thêm quy tắc IPv${present === 4 ? 6 : 4} tương ứng với các quy tắc chiều ra`,
      },
      ...own,
    }),
  ];
}

const egressOf = (rules: readonly Rule[]): Rule[] => rules.filter((rule) => rule.direction === "egress");
